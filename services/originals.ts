/**
 * The files of scores, as they came in. They come into the database, so that nobody who brings one
 * in waits for anybody; where a store for files is set up they move on to it, and while that is
 * away they stay.
 *
 * @module
 */
import type { BlobId } from "../store/blobs.ts";
import type { Original } from "../store/originals.ts";
import type { Store } from "../store/store.ts";
import type { Attempt, Integration } from "./integration.ts";
import { logError } from "./log.ts";
import { Problem } from "./problem.ts";
import type { createS3 } from "./storage/s3.ts";
import type { World } from "./world.ts";

/** Somebody may be reading it here at the moment when it has moved. */
const KEPT_AFTER_MOVING_MS = 10 * 60_000;

/** The store for files, and its door. */
export interface Storage {
  readonly door: Integration;
  readonly s3: ReturnType<typeof createS3>;
}

export type Originals = ReturnType<typeof createOriginals>;

const KIND = "original";
const blobId = (id: string) => [KIND, id];
const objectName = (id: string) => `${KIND}/${id}`;

/** @param storage null where files stay in the database */
export function createOriginals(store: Store, storage: Storage | null, world: World) {
  const { blobs, originals } = store;
  let moving: Promise<void> | null = null;
  let again = false;

  /** @throws {Problem} `file_away` where the store does not answer, `file_gone` where nobody has it */
  async function fetched<T>(
    id: string,
    fetch: (s3: Storage["s3"], attempt: Attempt, original: Original) => Promise<T>,
  ): Promise<T> {
    const original = (await originals.get(id))?.value;
    if (original === undefined || original.there === null) throw new Problem("file_gone");
    if (storage === null) throw new Problem("file_away");
    const { door, s3 } = storage;
    const { userId } = original;
    const run = (attempt: Attempt) => fetch(s3, attempt, original);
    const outcome = await door.call("fetch-file", run, { subject: userId, about: id });
    if (outcome.ok) return outcome.value;
    throw new Problem(outcome.error.code === "rejected" ? "file_gone" : "file_away");
  }

  /** Brings one file to the store, or clears it away here when it has been there for a while; false: not now. */
  async function move({ door, s3 }: Storage, id: string): Promise<boolean> {
    if (await blobs.isUnowned(blobId(id))) return true; // The next sweep takes it away.
    const entry = await originals.get(id);
    if (entry === null) return true;
    const { userId, sha256, there } = entry.value;
    if (typeof there === "number") {
      if (world.now() < there + KEPT_AFTER_MOVING_MS) return true;
      await blobs.empty(blobId(id));
      await originals.left(id);
      return true;
    }
    const bytes = await blobs.read(blobId(id));
    if (bytes === null) {
      logError("original_lost", new Error("Cannot move a file: not all of it is here"), { id });
      return true;
    }
    // Written down first: whoever deletes it now takes it away there as well.
    if (there === null && !await originals.change(entry, "moving")) return true;
    const put = await door.call(
      "keep-file",
      (attempt) => s3.put(attempt, objectName(id), bytes, sha256),
      { subject: userId, about: id },
    );
    if (!put.ok) return false;
    const now = await originals.get(id);
    if (now !== null) await originals.change(now, world.now());
    else if (!await gone({ door, s3 }, id, userId)) await leaveToSweep(id, entry.value);
    return true;
  }

  /** It was deleted while it moved, perhaps before it was there, and cannot be taken away there now. */
  async function leaveToSweep(id: string, original: Original): Promise<void> {
    const operation = store.begin();
    blobs.disown(operation, blobId(id));
    originals.put(operation, id, { ...original, there: "moving" });
    await store.commit(operation);
  }

  async function gone({ door, s3 }: Storage, id: string, userId: string): Promise<boolean> {
    const outcome = await door.call(
      "remove-file",
      (attempt) => s3.remove(attempt, objectName(id)),
      { subject: userId, about: id },
    );
    return outcome.ok;
  }

  /** Before a sweep takes a file away here it is taken away there. */
  async function elsewhere([kind, id]: BlobId): Promise<boolean> {
    if (kind !== KIND) return true;
    const entry = await originals.get(String(id));
    if (entry === null) return true;
    if (entry.value.there !== null) {
      if (storage === null || !await gone(storage, String(id), entry.value.userId)) return false;
    }
    await originals.remove(String(id));
    return true;
  }

  async function moveAll(to: Storage): Promise<void> {
    do {
      again = false;
      for await (const id of originals.here()) {
        if (!await move(to, id)) return; // It is away: the next minute tells.
      }
    } while (again);
  }

  return {
    /**
     * Takes in a file's bytes; nothing owns them before `keep` is committed.
     *
     * @throws whatever `content` throws; nothing is left then
     */
    write: (id: string, content: AsyncIterable<Uint8Array>): Promise<void> =>
      blobs.write(blobId(id), content, world.now()),

    /** A file that comes in parts, in `operation`; nothing owns it before `keep` is committed. */
    begin(operation: Deno.AtomicOperation, id: string): void {
      blobs.grow(operation, blobId(id), world.now());
    },

    /** How much has come of a file; null where there is none. */
    offset: (id: string): Promise<number | null> => blobs.offset(blobId(id)),

    /**
     * Takes in more of a file; what has come stays when `content` throws.
     *
     * @param total how many bytes there will be in all
     * @param also adds to each step what must hold for it
     * @returns how much is there now; null where it was not at `offset`, or another was quicker
     * @throws whatever `content` or `also` throws
     */
    append: (
      id: string,
      offset: number,
      total: number,
      content: AsyncIterable<Uint8Array>,
      also: (operation: Deno.AtomicOperation) => Promise<void>,
    ): Promise<number | null> => blobs.append(blobId(id), offset, total, content, also),

    /** Takes in no more of a file, in `operation`; `drop` is to follow. */
    stop(operation: Deno.AtomicOperation, id: string): void {
      blobs.stunt(operation, blobId(id));
    },

    /** The file is a score's, in `operation`. */
    keep(operation: Deno.AtomicOperation, id: string, original: Omit<Original, "there">): void {
      blobs.finish(operation, blobId(id));
      originals.add(operation, id, original);
    },

    /** Forgets a file that was never kept. */
    drop: (id: string): Promise<void> => blobs.remove(blobId(id)),

    /**
     * The whole file.
     *
     * @throws {Problem} `file_away`, `file_gone`
     */
    async read(id: string): Promise<Uint8Array<ArrayBuffer>> {
      const here = await blobs.read(blobId(id));
      if (here !== null) return here;
      return await fetched(
        id,
        (s3, attempt, { bytes, sha256 }) => s3.whole(attempt, objectName(id), bytes, sha256),
      );
    },

    /**
     * Bytes `range` of the file, as they are asked for.
     *
     * @throws {Problem} `file_away`, `file_gone`
     */
    async stream(
      id: string,
      range: { start: number; end: number },
    ): Promise<ReadableStream<Uint8Array>> {
      if (await blobs.has(blobId(id))) return blobs.stream(blobId(id), range);
      return await fetched(id, (s3, attempt) => s3.part(attempt, objectName(id), range));
    },

    /** Moves what is here to the store for files, as far as it answers; one run at a time. */
    move(): Promise<void> {
      if (storage === null) return Promise.resolve();
      again = moving !== null;
      return moving ??= moveAll(storage).finally(() => moving = null);
    },

    /**
     * Takes away what nothing owns, and did not before `before` (milliseconds since 1970).
     *
     * @returns how much of it could not be taken away now, as the store for files is away
     */
    sweep: (before: number): Promise<number> => blobs.sweep(before, elsewhere),
  };
}
