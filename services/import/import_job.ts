/**
 * How an export is brought in: one thing after the other, and on from where it broke off.
 *
 * @module
 */
import { z } from "zod";
import type { Import, ImportEntry } from "../../store/imports.ts";
import type { Store } from "../../store/store.ts";
import { type JobHandler, Later } from "../jobs.ts";
import { limits, Problem, type ProblemCode } from "../problem.ts";
import type { World } from "../world.ts";
import type { createBringIn } from "./bring_in.ts";
import { readContent } from "./content.ts";
import { nameOf, sizeOf } from "./left_out.ts";
import type { ImportRows } from "./rows.ts";

/** The kind of the job. */
export const IMPORT = "import-library";
/** A run makes room for others after that, and goes on later. */
const RUN_MS = 4 * 60 * 1000;
const LONGEST_MS = 15 * 60 * 1000;
/** So many of those that stayed out are named. */
const NAMED = 50;

/** Not of the score, but of this moment, or of the person: no score is left out for it. */
const NOT_OF_THE_SCORE: readonly ProblemCode[] = ["engine_unavailable", "signed_out"];

/** Its file was not even looked at. */
const UNREAD: readonly ProblemCode[] = ["import_score", "import_without_file"];

const Payload = z.object({ userId: z.string(), id: z.string() });

interface Needs {
  readonly store: Pick<Store, "imports">;
  readonly rows: ImportRows;
  readonly bringIn: ReturnType<typeof createBringIn>;
  /** How many bytes are read of one. */
  readonly most: number;
  readonly world: World;
}

/** The handler of `import-library`. */
export function createImportJob({ store, rows, bringIn, most, world }: Needs): JobHandler {
  async function work(userId: string, first: ImportEntry, signal: AbortSignal): Promise<void> {
    const { library, file } = await readContent(await rows.sourceOf(first.value.id));
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
      const saved = await rows.change(entry, { ...next, seen: n + 1 });
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
    await rows.end(entry, { ...entry.value, scores, state: "done", listsLeft });
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

  async function refuse(userId: string, id: string, code: ProblemCode): Promise<void> {
    const entry = await store.imports.get(userId);
    if (entry?.value.id === id) await rows.end(entry, { ...entry.value, state: "refused", code });
  }

  return {
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
}

/** It was called off. */
class Stopped extends Error {}
