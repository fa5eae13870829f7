/**
 * A person's export as a ZIP, written as it is read: never more than a piece of it is in memory.
 *
 * @module
 */
import { makeZip } from "client-zip";
import { createHash } from "node:crypto";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Ledger } from "../ledger.ts";
import { logError } from "../log.ts";
import type { Originals } from "../originals.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import { accountJson } from "./account.ts";
import { CSV_BEGINNING, csvRow } from "./csv.ts";
import { LIBRARY_FILE } from "./format.ts";
import { libraryCsv, libraryJson, planned } from "./library.ts";
import { plannedPhotos } from "./photos.ts";
import { type Missing, readme, WHY } from "./readme.ts";

interface Needs {
  readonly store: Store;
  readonly originals: Pick<Originals, "stream">;
  readonly ledger: Pick<Ledger, "page">;
  /** The site's host as a person knows it. */
  readonly host: string;
  readonly world: World;
}

/** An export that is being written. */
export interface Archive {
  readonly zip: ReadableStream<Uint8Array>;
  /** What is missing in it, as far as it is written. */
  readonly missing: readonly Missing[];
}

const encoder = new TextEncoder();

async function* encoded(texts: Iterable<string> | AsyncIterable<string>) {
  for await (const text of texts) yield encoder.encode(text);
}

/**
 * Begins to write all that is a person's.
 *
 * @param leave whether a file that cannot be fetched just now is left out and listed; else reading
 *   the ZIP throws the problem `file_away`
 * @param goesOn looked at before each file; throws where nobody wants the rest
 */
export function writeArchive(
  { store, originals, ledger, host, world }: Needs,
  userId: string,
  leave: boolean,
  goesOn: () => Promise<void> = () => Promise.resolve(),
): Archive {
  const missing: Missing[] = [];

  /** The bytes of a score's file; null where nobody has them, or not now. */
  async function opened(score: Score, path: string): Promise<AsyncIterable<Uint8Array> | null> {
    const { id, bytes, sha256 } = score;
    try {
      const content = await originals.stream(id, { start: 0, end: bytes - 1 });
      return checked(content, sha256, (why) => {
        if (why === "away" && !leave) throw new Problem("file_away");
        missing.push({ id, path, why });
      });
    } catch (error) {
      const code = error instanceof Problem ? error.code : null;
      if (code !== "file_gone" && !(code === "file_away" && leave)) throw error;
      missing.push({ id, path, why: code === "file_gone" ? "gone" : "away" });
      return null;
    }
  }

  async function* entries() {
    const plan = await planned(store, userId);
    for (const { score, path } of plan) {
      await goesOn();
      const input = await opened(score, path);
      if (input === null) continue;
      yield { name: path, lastModified: new Date(score.createdAt), input };
    }
    const photos = await plannedPhotos(store, userId);
    for (const { draft, key, bytes, path } of photos) {
      await goesOn();
      const id = ["photo", draft.id, key];
      if (!await store.blobs.has(id)) continue; // They have become a score meanwhile.
      const input = store.blobs.stream(id, { start: 0, end: bytes - 1 });
      yield { name: path, lastModified: new Date(draft.changedAt), input };
    }
    await goesOn();
    const lastModified = new Date(world.now());
    const file = (name: string, texts: Iterable<string> | AsyncIterable<string>) => ({
      name,
      lastModified,
      input: encoded(texts),
    });
    const there = new Set(missing.map(({ id }) => id));
    yield file("scores.csv", libraryCsv(plan));
    yield file(LIBRARY_FILE, libraryJson(store, userId, plan, there));
    yield file("account.json", accountJson({ store, ledger, world }, userId, plan, photos));
    yield file(
      "SHA256SUMS.txt",
      plan.filter(({ score }) => !there.has(score.id))
        .map(({ score, path }) => `${score.sha256}  ${path}\n`),
    );
    if (missing.length > 0) {
      const rows = missing.map(({ path, why }) => csvRow([path, WHY[why]]));
      yield file("missing.csv", [CSV_BEGINNING, csvRow(["File", "Why"]), ...rows]);
    }
    const told = { host, at: world.now(), scores: plan.length, missing };
    yield file("README.txt", [readme(told)]);
  }

  return { zip: makeZip(entries()), missing };
}

/** Passes bytes on, and says at their end when they are not those of the hash, or not all of them. */
async function* checked(
  content: AsyncIterable<Uint8Array>,
  sha256: string,
  otherwise: (why: Missing["why"]) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  try {
    for await (const bytes of content) {
      hash.update(bytes);
      yield bytes;
    }
  } catch (error) {
    logError("export_file_broke", error);
    return otherwise("away");
  }
  if (hash.digest("hex") !== sha256) otherwise("damaged");
}
