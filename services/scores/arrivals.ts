/**
 * Files that come in parts: a connection may break and another go on where it stopped, on any
 * instance of the app. Once the last byte is there a file goes the way of every other.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Arrival, ArrivalEntry } from "../../store/arrivals.ts";
import type { Store } from "../../store/store.ts";
import type { Formats } from "../formats/formats.ts";
import { HEAD_BYTES } from "../formats/kinds.ts";
import type { Sessions, SignedIn } from "../identity/session.ts";
import type { Originals } from "../originals.ts";
import { limits, Problem } from "../problem.ts";
import type { Space } from "../space.ts";
import { newId, type World } from "../world.ts";
import { cleanFileName } from "./file_name.ts";
import type { Added, Intake, Received } from "./intake.ts";
import { recognised } from "./recognised.ts";

/** What is said of a file before its first byte. */
export type Announced = Pick<Arrival, "name" | "bytes" | "fingerprint">;

/** How far a file has come. */
export interface Progress {
  /** How many bytes are here. */
  readonly offset: number;
  readonly bytes: number;
  /** Milliseconds since 1970: when what is here is taken away. */
  readonly expiresAt: number | null;
  /** What became of it, once all of it is here. */
  readonly score: Added | null;
}

/** A file that is not all here, as its person sees it. */
export type Unfinished = Announced & { readonly id: string; readonly offset: number };

interface Needs {
  readonly store: Store;
  readonly formats: Formats;
  readonly originals: Originals;
  readonly intake: Intake;
  readonly space: Space;
  readonly sessions: Pick<Sessions, "hold">;
  readonly world: World;
}

/** Takes files in, in parts. */
export function createArrivals(
  { store, formats, originals, intake, space, sessions, world }: Needs,
) {
  const expiresAt = ({ createdAt }: Arrival) => createdAt + limits.unfinishedMs;
  const isOver = (arrival: Arrival) => world.now() >= expiresAt(arrival);

  /** @throws {Problem} `upload_unknown` */
  async function current(userId: string, id: string): Promise<ArrivalEntry> {
    const entry = await store.arrivals.get(userId, id);
    if (entry === null || isOver(entry.value)) throw new Problem("upload_unknown");
    return entry;
  }

  async function ended(userId: string, id: string): Promise<Progress | null> {
    const end = await store.arrivals.ended(userId, id);
    if (end === null) return null;
    const { bytes, ...score } = end;
    return { offset: bytes, bytes, expiresAt: null, score };
  }

  async function progress(userId: string, id: string): Promise<Progress> {
    const end = await ended(userId, id);
    if (end !== null) return end;
    const { value } = await current(userId, id);
    const offset = await originals.offset(id) ?? 0;
    return { offset, bytes: value.bytes, expiresAt: expiresAt(value), score: null };
  }

  /** Takes it away with what has come of it, and gives its room back; false: it has ended by itself. */
  async function discard(
    entry: ArrivalEntry,
    also: (operation: Deno.AtomicOperation) => void = (operation) =>
      store.arrivals.remove(operation, entry),
  ): Promise<boolean> {
    const { userId, id, bytes } = entry.value;
    const operation = store.begin();
    also(operation);
    space.release(operation, userId, bytes);
    originals.stop(operation, id);
    if (!await store.commit(operation)) return false;
    await originals.drop(id);
    return true;
  }

  /** All of it is here: what it is, and what it becomes. */
  async function finish({ session }: SignedIn, entry: ArrivalEntry): Promise<Added> {
    const { userId, id } = entry.value;
    const added = await intake.take(await received(entry.value), async (operation) => {
      await current(userId, id); // Another instance may have ended it.
      store.arrivals.end(operation, entry, { id, duplicate: false });
      if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
      return await store.commit(operation) !== null;
    });
    if (!added.duplicate) return added;
    await discard(entry, (operation) => store.arrivals.end(operation, entry, added));
    return added;
  }

  async function received({ id, userId, name, bytes }: Arrival): Promise<Received> {
    const hash = createHash("sha256");
    const head: Uint8Array[] = [];
    const content = await originals.stream(id, { start: 0, end: bytes - 1 });
    for await (const part of content) {
      hash.update(part);
      if (head.length === 0) head.push(part.subarray(0, HEAD_BYTES));
    }
    const format = recognised(formats, head[0], name);
    return { id, userId, name, format, bytes, sha256: hash.digest("hex") };
  }

  /** What is none of the formats is refused as soon as its head is here. */
  async function* checked(
    content: AsyncIterable<Uint8Array>,
    offset: number,
    { name, bytes }: Arrival,
  ): AsyncGenerator<Uint8Array> {
    const head = new Uint8Array(Math.min(HEAD_BYTES, bytes));
    let at = offset;
    for await (const part of content) {
      if (at + part.length > bytes) throw new Problem("upload_invalid");
      const looks = offset === 0 && at < head.length;
      if (looks) head.set(part.subarray(0, head.length - at), at);
      at += part.length;
      if (looks && at >= head.length) recognised(formats, head, name);
      yield part;
    }
  }

  return {
    /**
     * Begins to take a file in, and holds room for it.
     *
     * @throws {Problem} `file_empty`, `file_too_large`, `quota_full`, `uploads_too_many`, `signed_out`
     */
    async begin({ user, session }: SignedIn, file: Announced): Promise<Arrival> {
      if (file.bytes === 0) throw new Problem("file_empty");
      if (file.bytes > limits.fileBytes) throw new Problem("file_too_large");
      const others = await store.arrivals.list(user.id);
      if (others.length >= limits.unfinished) throw new Problem("uploads_too_many");
      const id = newId(world);
      const name = cleanFileName(file.name);
      const arrival = { ...file, name, id, userId: user.id, createdAt: world.now() };
      while (true) {
        const operation = store.begin();
        store.arrivals.add(operation, arrival);
        originals.begin(operation, id);
        if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
        if (await space.claim(user.id, file.bytes, operation)) return arrival;
      }
    },

    /** How far a file has come. @throws {Problem} `upload_unknown` */
    progress,

    /**
     * Takes in more of a file; with its last byte it becomes a score. What has come stays when the
     * connection breaks.
     *
     * @throws {Problem} `upload_unknown`; `upload_elsewhere` where it is not at `offset`;
     *   `upload_broken`, `upload_invalid`, `signed_out`, `engine_unavailable`: it can go on;
     *   any other of the `file_…` codes: it is gone
     */
    async append(
      signedIn: SignedIn,
      id: string,
      offset: number,
      content: AsyncIterable<Uint8Array>,
    ): Promise<Progress> {
      const userId = signedIn.user.id;
      const end = await ended(userId, id);
      if (end !== null) return end;
      const entry = await current(userId, id);
      const { bytes } = entry.value;
      const still = async (operation: Deno.AtomicOperation) => {
        if (!await sessions.hold(operation, signedIn.session)) throw new Problem("signed_out");
        if (isOver(entry.value)) throw new Problem("upload_unknown");
      };
      try {
        const source = checked(content, offset, entry.value);
        const at = offset === bytes && await originals.offset(id) === bytes
          ? bytes
          : await originals.append(id, offset, bytes, source, still);
        if (at === null) throw new Problem("upload_elsewhere");
        const score = at < bytes ? null : await finish(signedIn, entry);
        return { offset: at, bytes, expiresAt: expiresAt(entry.value), score };
      } catch (error) {
        if (error instanceof Problem && error.code.startsWith("file_")) await discard(entry);
        const end = await ended(userId, id); // It came twice at once, and the other was quicker.
        if (end !== null) return end;
        throw error;
      }
    },

    /** Takes a file away that is not all here. @throws {Problem} `upload_unknown` */
    async cancel(userId: string, id: string): Promise<void> {
      if (await ended(userId, id) !== null) return;
      await discard(await current(userId, id));
    },

    /** A person's files that are not all here, the oldest first. */
    async unfinished(userId: string): Promise<Unfinished[]> {
      const arrivals = (await store.arrivals.list(userId)).filter((arrival) => !isOver(arrival));
      return await Promise.all(arrivals.map(async ({ id, name, bytes, fingerprint }) => {
        return { id, name, bytes, fingerprint, offset: await originals.offset(id) ?? 0 };
      }));
    },

    /** Takes away what has not been finished in time; for a timer. */
    async sweep(): Promise<void> {
      const before = world.now() - limits.unfinishedMs;
      for await (const entry of store.arrivals.before(before)) await discard(entry);
    },
  };
}
