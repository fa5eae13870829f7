/**
 * Bringing an export in: the ZIP comes in one piece, and a job looks at one thing after the other.
 *
 * @module
 */
import { type Import, importBlob, type ImportEntry } from "../../store/imports.ts";
import type { Store } from "../../store/store.ts";
import type { Sessions, SignedIn } from "../identity/session.ts";
import type { Jobs } from "../jobs.ts";
import { holdLease } from "../lease.ts";
import { pause } from "../pause.ts";
import { limits, Problem } from "../problem.ts";
import type { Progress } from "../progress.ts";
import type { IncomingFile } from "../scores/upload.ts";
import { newId, type World } from "../world.ts";
import type { createBringIn } from "./bring_in.ts";
import { readContent } from "./content.ts";
import { createImportJob, IMPORT } from "./import_job.ts";
import { createImportRows } from "./rows.ts";
import {
  ARRIVAL_LEASE_MS,
  importProgress,
  type ImportView,
  importView,
  isRunning,
  standing,
} from "./view.ts";

/** Beside the files a ZIP has what is said of them. */
const BESIDE_BYTES = 64 * 1024 * 1024;
/** A page that watches fetches itself anew each time. */
const NEWS_EVERY_MS = 1_000;

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
  const rows = createImportRows(store);
  const most = Math.min(quota + BESIDE_BYTES, limits.requestBytes);

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

  const hear = (entry: ImportEntry) => rows.change(entry, { ...entry.value, heardAt: world.now() });

  /**
   * What is here whole is brought in, even where this instance dies now: by a job that is due once
   * it would not be heard of any more.
   *
   * @returns the id of the job, and the row
   * @throws {Problem} `signed_out`, `import_called_off`
   */
  async function promised(userId: string, entry: ImportEntry, session: SignedIn["session"]) {
    const { id } = entry.value;
    const operation = store.begin();
    const value: Import = { ...entry.value, state: "waiting" };
    store.imports.change(operation, entry, value);
    blobs.finish(operation, importBlob(id));
    const job = jobs.add(operation, IMPORT, { userId, id }, world.now() + ARRIVAL_LEASE_MS);
    if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
    const versionstamp = await store.commit(operation);
    if (versionstamp === null) throw new Problem("import_called_off");
    return { job, here: { key: entry.key, value, versionstamp } };
  }

  /** It is an export, of so many scores: its job is due now, unless somebody is at it already. */
  async function hurry(entry: ImportEntry, scores: number, id: string): Promise<void> {
    const job = await store.jobs.get(id);
    if (job === null) return;
    const operation = store.begin();
    store.imports.change(operation, entry, { ...entry.value, scores });
    store.jobs.reschedule(operation, job, world.now());
    await store.commit(operation);
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
        entry = await lease.end();
        if (entry === null) throw new Problem("import_called_off");
        const { job, here } = await promised(userId, entry, session);
        entry = here;
        const { library } = await readContent(await rows.sourceOf(id));
        await hurry(entry, library.scores.length, job);
      } catch (error) {
        // What is here whole goes on without us, unless it is none.
        if (entry?.value.state === "waiting" && !(error instanceof Problem)) throw error;
        entry ??= await lease.end();
        // Whose connection broke sees no answer: the page tells them when they come back.
        const isBroken = error instanceof Problem && error.code === "upload_broken";
        const left = { state: "refused", code: "import_broken" } as const;
        if (entry !== null) await rows.end(entry, isBroken ? { ...entry.value, ...left } : null);
        await blobs.remove(importBlob(id));
        throw error;
      }
      jobs.kick();
    },

    /** Calls an import off, or forgets how it went; what came in stays. */
    async drop(userId: string): Promise<void> {
      const entry = await store.imports.get(userId);
      if (entry !== null) await rows.end(entry, null);
    },

    job: createImportJob({ store, rows, bringIn, most, world }),
  };
}

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
