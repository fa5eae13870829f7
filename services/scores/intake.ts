/**
 * Making a score of a file whose bytes are all here, however they came.
 *
 * @module
 */
import type { Fields } from "../../store/fields.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Jobs } from "../jobs.ts";
import { FormatError, type FormatErrorCode } from "../formats/error.ts";
import type { Format } from "../formats/format.ts";
import type { Bin } from "../library/bin.ts";
import { logError } from "../log.ts";
import type { Originals } from "../originals.ts";
import { limits, Problem, type ProblemCode } from "../problem.ts";
import { emptyFields } from "../reading/fields.ts";
import type { World } from "../world.ts";
import { cleanFileName } from "./file_name.ts";
import { scoreDocument } from "./document.ts";

/** A file that is here. */
export interface Received {
  /** Of the file, and of the score that it becomes. */
  readonly id: string;
  readonly userId: string;
  readonly name: string | undefined;
  readonly format: Format;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** What is known of it before anybody reads it: it comes from an export. */
  readonly known?: Pick<Score, "fields" | "chain" | "marks" | "createdAt" | "status" | "sample">;
  /** It is one of the house's own, whose pages are known. */
  readonly sample?: Pick<Score, "pages" | "shapes">;
  /** What the person has said of it already. */
  readonly fields?: Fields;
}

/** A score that is in the library now. */
export interface Added {
  readonly id: string;
  /** The person had these very bytes already, perhaps in the bin; `id` is that score. */
  readonly duplicate: boolean;
}

interface Needs {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly originals: Originals;
  readonly bin: Pick<Bin, "restore">;
  readonly world: World;
}

/** What a person is told of a file that cannot be opened. */
export const problemOf: Record<FormatErrorCode, ProblemCode> = {
  unknown: "file_unknown",
  not_pdf: "file_not_pdf",
  encrypted: "file_encrypted",
  damaged: "file_damaged",
  entities: "file_entities",
  too_many_pages: "file_too_many_pages",
  no_such_page: "file_damaged",
  timeout: "file_too_slow",
  memory: "file_too_heavy",
  unavailable: "engine_unavailable",
};

export type Intake = ReturnType<typeof createIntake>;

/** Makes scores of files. */
export function createIntake({ store, jobs, originals, bin, world }: Needs) {
  /** The person's score that has these bytes, taken out of the bin if it was there. */
  async function known({ id, userId, sha256 }: Received): Promise<Added | null> {
    const score = await store.scores.bySha256(userId, sha256);
    if (score === null || !await bin.restore(userId, score)) return null;
    return { id: score, duplicate: score !== id };
  }

  async function inspected(file: Received): Promise<Score> {
    const { id, userId, name, format, bytes, sha256, sample, fields = emptyFields() } = file;
    const { pages, shapes } = sample ?? await format.inspect(scoreDocument(originals, userId, id), {
      maxPages: limits.filePages,
    });
    return {
      id,
      userId,
      fileName: cleanFileName(name),
      format: format.name,
      bytes,
      sha256,
      pages,
      shapes,
      createdAt: world.now(),
      status: "reading",
      fields,
      chain: [],
      ...file.known,
      ...(sample && { sample: true }),
    };
  }

  return {
    /**
     * Makes a score of a file and has it read. What is left of one that becomes none, as the person
     * has it already or as it is refused, the caller drops.
     *
     * @param commit commits what keeps the score, with what else belongs to it; false: begin anew
     * @throws {Problem} any of the `file_…` codes, `engine_unavailable`, `signed_out`, and what
     *   `commit` throws
     */
    async take(
      file: Received,
      commit: (operation: Deno.AtomicOperation) => Promise<boolean>,
    ): Promise<Added> {
      const { id, userId, bytes, sha256 } = file;
      try {
        const there = await known(file);
        if (there !== null) return there;
        const score = await inspected(file);
        while (true) {
          const user = await store.users.entry(userId);
          if (user === null) throw new Problem("signed_out"); // The account was deleted meanwhile.
          const operation = store.begin().check(user);
          store.scores.add(operation, score);
          originals.keep(operation, id, { userId, bytes, sha256 });
          jobs.add(operation, "read-score", { userId, id });
          if (await commit(operation)) break;
          // The same file came twice at once, and the other one was quicker.
          const other = await known(file);
          if (other !== null) return other;
        }
        jobs.kick();
        originals.move().catch((error) => logError("move_failed", error));
        return { id, duplicate: false };
      } catch (error) {
        // A commit may have been done although its answer was lost.
        if (await store.scores.get(userId, id)) return { id, duplicate: false };
        throw error instanceof FormatError ? new Problem(problemOf[error.code]) : error;
      }
    },
  };
}
