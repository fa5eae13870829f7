/**
 * Bringing an export in: the ZIP comes in one piece, and a job looks at one thing after the other.
 *
 * @module
 */
import { z } from "zod";
import { type Import, importBlob, type ImportEntry } from "../../store/imports.ts";
import type { Store } from "../../store/store.ts";
import type { Sessions, SignedIn } from "../identity/session.ts";
import { type JobHandler, type Jobs, Later } from "../jobs.ts";
import { holdLease } from "../lease.ts";
import { pause } from "../pause.ts";
import { limits, Problem, type ProblemCode } from "../problem.ts";
import type { Progress } from "../progress.ts";
import type { IncomingFile } from "../scores/upload.ts";
import { newId, type World } from "../world.ts";
import type { createBringIn } from "./bring_in.ts";
import { readContent } from "./content.ts";
import { nameOf, sizeOf } from "./left_out.ts";
import {
  ARRIVAL_LEASE_MS,
  importProgress,
  type ImportView,
  importView,
  isRunning,
  standing,
} from "./view.ts";
import type { Source } from "./zip.ts";

/** The kind of the job. */
export const IMPORT = "import-library";
/** Beside the files a ZIP has what is said of them. */
const BESIDE_BYTES = 64 * 1024 * 1024;
/** A run makes room for others after that, and goes on later. */
const RUN_MS = 4 * 60 * 1000;
const LONGEST_MS = 15 * 60 * 1000;
/** So many of those that stayed out are named. */
const NAMED = 50;
/** A page that watches fetches itself anew each time. */
const NEWS_EVERY_MS = 1_000;

/** Not of the score, but of this moment, or of the person: no score is left out for it. */
const NOT_OF_THE_SCORE: readonly ProblemCode[] = ["engine_unavailable", "signed_out"];

/** Its file was not even looked at. */
const UNREAD: readonly ProblemCode[] = ["import_score", "import_without_file"];

const Payload = z.object({ userId: z.string(), id: z.string() });

interface Needs {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly sessions: Pick<Sessions, "hold">;
  readonly bringIn: ReturnType<typeof createBringIn>;
  /** How many bytes of files a person has room for. */
  readonly quota: number;
  readonly world: World;
}

/**
 * Takes exports in.
 *
 * @param hearEveryMs how often one that arrives says that it does
 */
export function createImports(
  { store, jobs, sessions, bringIn, quota, world }: Needs,
  hearEveryMs: number = ARRIVAL_LEASE_MS / 3,
) {
  const { blobs } = store;
  const most = Math.min(quota + BESIDE_BYTES, limits.requestBytes);

  async function sourceOf(id: string): Promise<Source> {
    const bytes = await blobs.offset(importBlob(id));
    if (bytes === null) throw new Problem("import_unreadable");
    return { bytes, read: (start, end) => blobs.stream(importBlob(id), { start, end: end - 1 }) };
  }

  async function begin(userId: string): Promise<ImportEntry> {
    const before = await store.imports.get(userId);
    if (before !== null && isRunning(standing(before.value, world.now()))) {
      throw new Problem("import_busy");
    }
    const row: Import = {
      id: newId(world),
      at: world.now(),
      heardAt: world.now(),
      state: "arriving",
      scores: null,
      seen: 0,
      read: 0,
      added: 0,
      left: 0,
      leftOut: [],
      listsLeft: 0,
    };
    if (!await store.imports.begin(userId, before, row)) throw new Problem("import_busy");
    // What had come of one that broke off.
    if (before !== null) await blobs.remove(importBlob(before.value.id));
    return (await store.imports.get(userId))!;
  }

  /** It is over: its bytes go. False where it was called off meanwhile. */
  async function end(entry: ImportEntry, row: Import | null): Promise<boolean> {
    const operation = store.begin();
    if (row === null) store.imports.remove(operation, entry);
    else store.imports.change(operation, entry, row);
    blobs.disown(operation, importBlob(entry.value.id));
    const isOurs = await store.commit(operation) !== null;
    if (isOurs) await blobs.remove(importBlob(entry.value.id));
    return isOurs;
  }

  /** The row as far as it has come; null where it was called off. */
  async function change(entry: ImportEntry, row: Import): Promise<ImportEntry | null> {
    const operation = store.begin();
    store.imports.change(operation, entry, row);
    const versionstamp = await store.commit(operation);
    return versionstamp === null ? null : { key: entry.key, value: row, versionstamp };
  }

  const hear = (entry: ImportEntry) => change(entry, { ...entry.value, heardAt: world.now() });

  async function work(userId: string, first: ImportEntry, signal: AbortSignal): Promise<void> {
    const { library, file } = await readContent(await sourceOf(first.value.id));
    const begun = world.now();
    let entry = first;
    const from = entry.value.seen;
    for (const [n, raw] of library.scores.entries()) {
      if (n < from) continue;
      signal.throwIfAborted();
      const isLong = world.now() > begun + RUN_MS;
      if (isLong) throw new Later(world.now(), "others are to have their turn");
      const row = { ...entry.value, scores: library.scores.length };
      const next = await seen(userId, row, raw, file);
      const saved = await change(entry, { ...next, seen: n + 1 });
      if (saved === null) throw new Stopped();
      entry = saved;
    }
    let listsLeft = 0;
    for (const [act, all] of [["list", library.collections], ["view", library.views]] as const) {
      for (const raw of all) {
        try {
          await bringIn[act](userId, raw);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          listsLeft++;
        }
      }
    }
    const scores = library.scores.length;
    await end(entry, { ...entry.value, scores, state: "done", listsLeft });
  }

  /** The row after a score was looked at. @throws {Problem} of those that no score is left out for */
  async function seen(
    userId: string,
    row: Import,
    raw: unknown,
    file: Parameters<typeof bringIn.score>[2]["file"],
  ): Promise<Import> {
    try {
      if (row.read > most) throw new Problem("quota_full");
      const { bytes, isNew } = await bringIn.score(userId, raw, { file });
      return { ...row, read: row.read + bytes, added: row.added + (isNew ? 1 : 0) };
    } catch (error) {
      if (!(error instanceof Problem) || NOT_OF_THE_SCORE.includes(error.code)) throw error;
      const leftOut = { name: nameOf(raw), code: error.code };
      return {
        ...row,
        // It may have been read to be refused.
        read: row.read +
          (UNREAD.includes(error.code) ? 0 : Math.min(limits.fileBytes, sizeOf(raw))),
        left: row.left + 1,
        leftOut: row.leftOut.length < NAMED ? [...row.leftOut, leftOut] : row.leftOut,
      };
    }
  }

  const job: JobHandler = {
    patient: true,
    longestMs: LONGEST_MS,
    owner: (payload) => Payload.safeParse(payload).data?.userId,

    /** It goes on where it broke off. */
    async run(payload, _job, _last, signal) {
      const { userId, id } = Payload.parse(payload);
      const entry = await store.imports.get(userId);
      if (entry?.value.id !== id || entry.value.state !== "waiting") return;
      try {
        await work(userId, entry, signal);
      } catch (error) {
        if (error instanceof Stopped) return;
        const isItself = error instanceof Problem && !NOT_OF_THE_SCORE.includes(error.code);
        if (!isItself) throw error;
        await refuse(userId, id, error.code);
      }
    },

    async giveUp(payload) {
      const { userId, id } = Payload.parse(payload);
      await refuse(userId, id, "import_failed");
    },
  };

  async function refuse(userId: string, id: string, code: ProblemCode): Promise<void> {
    const entry = await store.imports.get(userId);
    if (entry?.value.id === id) await end(entry, { ...entry.value, state: "refused", code });
  }

  return {
    /** How large a ZIP may be, in bytes. */
    most,

    /** The last import of a person; null where there was none. */
    async view(userId: string): Promise<ImportView | null> {
      const entry = await store.imports.get(userId);
      return entry && importView(entry.value, world.now());
    },

    /** How far it is, and again as it goes on, until it is over or `signal` ends. */
    async *watch(userId: string, signal: AbortSignal): AsyncGenerator<Progress> {
      for await (const row of store.imports.watch(userId, signal)) {
        const now = importProgress(row && standing(row, world.now()));
        yield now;
        if (now.settled) return;
        await pause(NEWS_EVERY_MS, signal);
      }
    },

    /**
     * Takes a ZIP in, and has what is in it brought in.
     *
     * @throws {Problem} `import_busy` where one is on its way, `import_large`, `upload_broken`,
     *   `import_unreadable`, `import_newer`, `import_too_much`, `import_called_off`, `signed_out`
     */
    async take({ user, session }: SignedIn, { content }: IncomingFile): Promise<void> {
      const userId = user.id;
      const begun = await begin(userId);
      const { id } = begun.value;
      const lease = holdLease(begun, hear, hearEveryMs);
      let entry: ImportEntry | null = null;
      try {
        await blobs.write(importBlob(id), limited(content, most), world.now());
        const { library } = await readContent(await sourceOf(id));
        entry = await lease.end();
        if (entry === null) throw new Problem("import_called_off");
        const operation = store.begin();
        const row = { ...entry.value, state: "waiting" as const, scores: library.scores.length };
        store.imports.change(operation, entry, row);
        blobs.finish(operation, importBlob(id));
        jobs.add(operation, IMPORT, { userId, id });
        if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
        if (!await store.commit(operation)) throw new Problem("import_called_off");
      } catch (error) {
        entry ??= await lease.end();
        // Whose connection broke sees no answer: the page tells them when they come back.
        const isBroken = error instanceof Problem && error.code === "upload_broken";
        const left = { state: "refused", code: "import_broken" } as const;
        if (entry !== null) await end(entry, isBroken ? { ...entry.value, ...left } : null);
        await blobs.remove(importBlob(id));
        throw error;
      }
      jobs.kick();
    },

    /** Calls an import off, or forgets how it went; what came in stays. */
    async drop(userId: string): Promise<void> {
      const entry = await store.imports.get(userId);
      if (entry !== null) await end(entry, null);
    },

    job,
  };
}

/** It was called off. */
class Stopped extends Error {}

/** @throws {Problem} `import_large` as soon as there are more bytes than that */
async function* limited(
  content: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of content) {
    bytes += part.length;
    if (bytes > most) throw new Problem("import_large");
    yield part;
  }
}
