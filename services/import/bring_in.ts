/**
 * Bringing the things of an export in, each by itself. Doing it twice adds nothing twice.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Collection, Item } from "../../store/collections.ts";
import { likeness } from "../../store/fold.ts";
import type { Store } from "../../store/store.ts";
import { collectionName } from "../collections/make.ts";
import { LibraryList, LibraryScore, LibraryView, MOST_PRACTISED } from "../export/format.ts";
import type { Bin } from "../library/bin.ts";
import type { createViews } from "../library/views.ts";
import { limits, Problem } from "../problem.ts";
import type { createUploads } from "../scores/upload.ts";
import { newId, type World } from "../world.ts";
import type { Content } from "./content.ts";
import { knownOf, merged, momentOf } from "./merge.ts";

/** A row in the database has 65,536 bytes, and a character takes up to two. */
const SCORE_CHARACTERS = 25_000;

interface Needs {
  readonly store: Store;
  readonly uploads: Pick<ReturnType<typeof createUploads>, "add">;
  readonly bin: Pick<Bin, "restore">;
  readonly views: Pick<ReturnType<typeof createViews>, "list" | "save">;
  readonly world: World;
}

/** What became of a score: how many bytes were read for it, and whether it is new here. */
export interface Brought {
  readonly bytes: number;
  readonly isNew: boolean;
}

/** Brings things in. */
export function createBringIn({ store, uploads, bin, views, world }: Needs) {
  /** Where the person left off, unless they have begun here, and what they practised. */
  async function beside(userId: string, id: string, said: LibraryScore): Promise<void> {
    const { page, ink } = await store.places.get(userId, id);
    const isBegun = page !== 1 || ink !== undefined;
    if (said.place !== undefined && !isBegun) await store.places.change(userId, id, said.place);
    if (said.practised.length === 0) return;
    const noted = new Set((await store.practice.list(userId, id)).map(({ id }) => id));
    for (const session of said.practised) {
      // What takes no room of theirs could otherwise grow with every import.
      if (noted.size >= MOST_PRACTISED) break;
      if (noted.has(session.id)) continue;
      await store.practice.add(userId, id, session);
      noted.add(session.id);
    }
  }

  /** @throws {Problem} `collections_too_many` */
  async function listNamed(userId: string, said: LibraryList): Promise<string> {
    const name = collectionName(said.name);
    const there = await store.collections.byName(userId, name);
    if (there !== null) return there;
    const all = await store.collections.list(userId);
    if (all.length >= limits.collections) throw new Problem("collections_too_many");
    const id = newId(world);
    const createdAt = momentOf(said.createdAt, world.now());
    const row = { id, name, kind: said.kind, items: [], next: 1, createdAt };
    if (!await store.collections.add(userId, row)) throw new Problem("collection_taken");
    return id;
  }

  return {
    /**
     * Brings a score in, or adds to the one of the same bytes what it lacks.
     *
     * @throws {Problem} `import_score` where it is not told as it should be, `import_without_file`,
     *   `import_changed`, `import_unreadable`, `import_too_much`, and what an upload can be refused for
     */
    async score(userId: string, raw: unknown, { file }: Pick<Content, "file">): Promise<Brought> {
      const found = LibraryScore.safeParse(raw);
      if (!found.success) throw new Problem("import_score");
      const said = found.data;
      if (JSON.stringify({ ...said, practised: [] }).length > SCORE_CHARACTERS) {
        throw new Problem("import_score");
      }
      const there = await store.scores.bySha256(userId, said.sha256);
      if (there !== null) {
        // What was thrown away there is no reason to throw it away here.
        if (said.binnedAt === undefined && await bin.restore(userId, there)) {
          await store.scores.change(userId, there, (score) => merged(score, said));
          await beside(userId, there, said);
        }
        return { bytes: 0, isNew: false };
      }
      const entry = said.file === null ? undefined : file(said.file);
      if (entry === undefined) throw new Problem("import_without_file");
      if (entry.bytes > limits.fileBytes) throw new Problem("file_too_large");
      if (entry.bytes !== said.bytes) throw new Problem("import_changed");
      const content = verified(entry.content(), said.sha256);
      const now = world.now();
      const incoming = { name: said.fileName, content };
      const { id, duplicate } = await uploads.add(userId, incoming, knownOf(said, now));
      await beside(userId, id, said);
      if (said.binnedAt !== undefined) {
        await store.bin.put(userId, id, momentOf(said.binnedAt, now));
      }
      return { bytes: entry.bytes, isNew: !duplicate };
    },

    /**
     * Brings a collection or setlist in. One of that name that is here keeps its order, and gets at
     * its end what it lacks.
     *
     * @throws {Problem} `import_score`, `collections_too_many`, and what a name can be refused for
     */
    async list(userId: string, raw: unknown): Promise<void> {
      const found = LibraryList.safeParse(raw);
      if (!found.success) throw new Problem("import_score");
      const id = await listNamed(userId, found.data);
      const wanted: Omit<Item, "n">[] = [];
      for (const { sha256, addedAt } of found.data.scores) {
        const score = await store.scores.bySha256(userId, sha256);
        if (score !== null) wanted.push({ id: score, at: momentOf(addedAt, world.now()) });
      }
      await store.collections.changeItems(userId, id, (list) => withMissing(list, wanted));
    },

    /** Brings a view in, unless one has its name. @throws {Problem} what a view can be refused for */
    async view(userId: string, raw: unknown): Promise<void> {
      const found = LibraryView.safeParse(raw);
      if (!found.success) throw new Problem("import_score");
      const { name, query } = found.data;
      const there = await views.list(userId);
      if (there.some((one) => likeness(one.name) === likeness(name))) return;
      await views.save(userId, name, query);
    },
  };
}

/** The list with those at its end that it has less often than it should, as far as there is room. */
export function withMissing(list: Collection, wanted: readonly Omit<Item, "n">[]): Collection {
  const spare = new Map<string, number>();
  for (const { id } of list.items) spare.set(id, (spare.get(id) ?? 0) + 1);
  const isOnce = list.kind === "collection";
  const more: Item[] = [];
  for (const { id, at } of wanted) {
    const left = spare.get(id) ?? 0;
    if (left > 0) {
      if (!isOnce) spare.set(id, left - 1);
      continue;
    }
    if (isOnce) spare.set(id, 1);
    if (list.items.length + more.length === limits.collectionScores) break;
    more.push({ n: list.next + more.length, id, at });
  }
  if (more.length === 0) return list;
  return { ...list, items: [...list.items, ...more], next: list.next + more.length };
}

/** Passes bytes on. @throws {Problem} `import_changed` at their end, where they are others */
async function* verified(
  content: AsyncIterable<Uint8Array>,
  sha256: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const bytes of content) {
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest("hex") !== sha256) throw new Problem("import_changed");
}
