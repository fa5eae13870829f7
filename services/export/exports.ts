/**
 * A person's export: a small one at once, a large one by a job, which mails where it is.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type Export, EXPORT_KEPT_MS, exportBlob, type ExportEntry } from "../../store/exports.ts";
import type { Store } from "../../store/store.ts";
import type { User } from "../../store/users.ts";
import type { Sessions, SignedIn } from "../identity/session.ts";
import { type JobHandler, type Jobs, Later } from "../jobs.ts";
import type { Ledger } from "../ledger.ts";
import type { Post } from "../mail/post.ts";
import type { Originals } from "../originals.ts";
import { Problem } from "../problem.ts";
import type { Progress } from "../progress.ts";
import { createSeats } from "../seats.ts";
import type { Space } from "../space.ts";
import { isId, newId, type World } from "../world.ts";
import { writeArchive } from "./archive.ts";
import { exportProgress, type ExportView } from "./view.ts";

/** The kind of the job. */
export const EXPORT = "export-library";
/** Files of so many bytes go out while the person waits. */
export const AT_ONCE_BYTES = 200 * 1000 * 1000;
/** How long a job waits for files that are away before it goes without them, and how often it looks. */
const WAITS_MS = 24 * 60 * 60 * 1000;
const LOOKS_EVERY_MS = 5 * 60 * 1000;
/** How often a copy that is written says how much of it is. */
const TOLD_EVERY_MS = 1_000;
/** Two gigabytes of rows take their time. */
const LONGEST_MS = 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;
const Payload = z.object({ userId: z.string(), id: z.string() });

/** A copy that can be fetched. */
export interface ExportFile {
  readonly bytes: number;
  readonly sha256: string;
  /** When it was made (milliseconds since 1970). */
  readonly at: number;
  readonly stream: (range: { start: number; end: number }) => Promise<ReadableStream<Uint8Array>>;
}

interface Needs {
  readonly store: Store;
  readonly originals: Originals;
  readonly ledger: Ledger;
  readonly sessions: Pick<Sessions, "isFresh" | "hold">;
  readonly space: Space;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly post: Post;
  readonly origin: string;
  /** Whether files lie in a store outside, which may be away. */
  readonly stored: boolean;
  readonly world: World;
}

/** Makes exports. */
export function createExports(needs: Needs) {
  const { store, sessions, space, jobs, post, origin, stored, world } = needs;
  const archive = { ...needs, host: post.host };
  const seats = createSeats({ each: 1, all: 20 });

  const isOver = ({ ready }: Export) => ready !== null && world.now() >= ready.at + EXPORT_KEPT_MS;
  /** Until when one that was made then is there: it goes with its account. */
  const keptUntil = (at: number, user: User | null) =>
    Math.min(at + EXPORT_KEPT_MS, user?.leaving?.due ?? Infinity);

  async function current(userId: string): Promise<ExportEntry | null> {
    const entry = await store.exports.get(userId);
    return entry === null || isOver(entry.value) ? null : entry;
  }

  /** Whether it goes out while the person waits. */
  const fits = (bytes: number) => !stored && bytes <= AT_ONCE_BYTES;

  /** Takes a copy away with its bytes. */
  async function remove(entry: ExportEntry): Promise<void> {
    const operation = store.begin();
    store.exports.remove(operation, entry);
    store.blobs.disown(operation, exportBlob(entry.value.id));
    if (await store.commit(operation)) await store.blobs.remove(exportBlob(entry.value.id));
  }

  /** Somebody who has just signed in: a browser left open must not be enough to carry all away. */
  function fresh(signedIn: SignedIn): void {
    if (!sessions.isFresh(signedIn)) throw new Problem("export_again");
  }

  /** The copy as it is now. @throws {NotWanted} where it was called off */
  async function wanted(userId: string, id: string): Promise<ExportEntry> {
    const entry = await store.exports.get(userId);
    if (entry?.value.id !== id) throw new NotWanted();
    return entry;
  }

  /** Writes the copy; whoever reads it meanwhile finds none, but how much of it there is. */
  async function write(userId: string, id: string, leave: boolean, signal: AbortSignal) {
    let bytes = 0;
    let toldAt = -Infinity;
    const { zip, missing } = writeArchive(archive, userId, leave, async () => {
      signal.throwIfAborted();
      const entry = await wanted(userId, id);
      if (world.now() < toldAt + TOLD_EVERY_MS) return;
      toldAt = world.now();
      await store.exports.note(entry, { written: bytes });
    });
    const hash = createHash("sha256");
    async function* counted() {
      for await (const part of zip) {
        hash.update(part);
        bytes += part.length;
        yield part;
      }
    }
    await store.blobs.remove(exportBlob(id)); // Of a run that was broken off.
    await store.blobs.write(exportBlob(id), counted(), world.now());
    return { at: world.now(), bytes, sha256: hash.digest("hex"), missing: missing.length };
  }

  const job: JobHandler = {
    patient: true,
    longestMs: LONGEST_MS,

    /** It may break off anywhere, and begins anew. */
    async run(payload, _job, _last, signal) {
      const { userId, id } = Payload.parse(payload);
      const entry = await store.exports.get(userId);
      if (entry?.value.id !== id || entry.value.ready !== null) return;
      const { waitsSince = world.now() } = entry.value;
      try {
        const leave = world.now() >= waitsSince + WAITS_MS;
        const ready = await write(userId, id, leave, signal);
        const written = await wanted(userId, id);
        const { id: _, askedAt } = written.value;
        const operation = store.begin();
        store.exports.change(operation, written, { id, askedAt, ready });
        store.blobs.finish(operation, exportBlob(id));
        const user = await store.users.get(userId);
        if (user === null) throw new NotWanted();
        const url = `${origin}/account/export/${id}`;
        const days = Math.floor((keptUntil(ready.at, user) - ready.at) / DAY_MS);
        post.send(operation, post.letter(user.email, "data-export", { url, days }));
        if (await store.commit(operation)) return post.hurry();
        await store.blobs.remove(exportBlob(id));
      } catch (error) {
        if (error instanceof NotWanted) return await store.blobs.remove(exportBlob(id));
        if (!(error instanceof Problem) || error.code !== "file_away") throw error;
        const now = await store.exports.get(userId);
        if (now?.value.id === id) await store.exports.note(now, { waitsSince });
        throw new Later(world.now() + LOOKS_EVERY_MS, "files are away");
      }
    },

    /** Nobody could make it: the person is told on the page, and can ask anew. */
    async giveUp(payload) {
      const { userId, id } = Payload.parse(payload);
      const entry = await store.exports.get(userId);
      if (entry?.value.id !== id) return;
      const operation = store.begin();
      store.exports.change(operation, entry, { ...entry.value, failed: true });
      await store.commit(operation);
      await store.blobs.remove(exportBlob(id));
    },
  };

  return {
    async view(userId: string): Promise<ExportView> {
      const [scores, { used: bytes }, entry, user] = await Promise.all([
        store.scores.count(userId),
        space.of(userId),
        current(userId),
        store.users.get(userId),
      ]);
      const { ready = null } = entry?.value ?? {};
      const copy = entry && { ...entry.value, expiresAt: ready && keptUntil(ready.at, user) };
      return { scores, bytes, atOnce: fits(bytes), mails: post.ready, copy };
    },

    /**
     * Writes the export out while the person waits.
     *
     * @throws {Problem} `export_again` where they have not signed in within the last ten minutes,
     *   `export_large`, `export_busy` where they are fetching it already
     */
    async now(signedIn: SignedIn): Promise<ReadableStream<Uint8Array>> {
      fresh(signedIn);
      const { user: { id }, session } = signedIn;
      if (!fits((await space.of(id)).used)) throw new Problem("export_large");
      const leaveSeat = seats.take(id);
      if (leaveSeat === null) throw new Problem("export_busy");
      // Whoever ends a sign-in that is not theirs ends what goes out by it.
      const { zip } = writeArchive(archive, id, true, async () => {
        const isIn = await store.sessions.withUser(id, session.id) !== null;
        if (!isIn) throw new Problem("signed_out");
      });
      const reader = zip.getReader();
      async function* seated() {
        try {
          for (let next = await reader.read(); !next.done; next = await reader.read()) {
            yield next.value;
          }
        } finally {
          leaveSeat!();
          // It may be left in the middle, and says so by throwing.
          reader.cancel().catch(() => {});
        }
      }
      return ReadableStream.from(seated());
    },

    /**
     * Has the export made by a job.
     *
     * @throws {Problem} `export_again`, `export_there` where one is made, or being made, `signed_out`
     */
    async make(signedIn: SignedIn): Promise<void> {
      fresh(signedIn);
      const userId = signedIn.user.id;
      const before = await store.exports.get(userId);
      if (before !== null && (isOver(before.value) || before.value.failed)) await remove(before);
      const id = newId(world);
      const operation = store.begin();
      store.exports.add(operation, userId, { id, askedAt: world.now(), ready: null });
      jobs.add(operation, EXPORT, { userId, id });
      if (!await sessions.hold(operation, signedIn.session)) throw new Problem("signed_out");
      if (!await store.commit(operation)) throw new Problem("export_there");
      jobs.kick();
    },

    /** How the copy stands, and again as that changes, until it is ready or `signal` ends. */
    async *watch(userId: string, signal: AbortSignal): AsyncGenerator<Progress> {
      for await (const row of store.exports.watch(userId, signal)) {
        const now = exportProgress(row);
        yield now;
        if (now.settled) return;
      }
    },

    /** Takes the copy away, or calls it off while it is being made. */
    async drop(userId: string): Promise<void> {
      const entry = await store.exports.get(userId);
      if (entry !== null) await remove(entry);
    },

    /** The copy, for the person whose it is. @throws {Problem} `export_unknown` for anybody else */
    async file(userId: string, id: string): Promise<ExportFile> {
      const entry = isId(id) ? await current(userId) : null;
      const ready = entry?.value.id === id ? entry.value.ready : null;
      if (ready === null) throw new Problem("export_unknown");
      const stream: ExportFile["stream"] = (range) =>
        Promise.resolve(store.blobs.stream(exportBlob(id), range));
      return { ...ready, stream };
    },

    job,

    /** Takes away what is over; for a timer. */
    async sweep(): Promise<void> {
      for (const entry of await store.exports.before(world.now() - EXPORT_KEPT_MS)) {
        await remove(entry);
      }
    },
  };
}

/** The person, or the wish, is gone meanwhile. */
class NotWanted extends Error {}
