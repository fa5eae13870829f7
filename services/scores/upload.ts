/**
 * Bringing a score in: its bytes go to storage as they come, are checked on the
 * way, and become a score only when all of them are there and can be opened.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Jobs } from "../jobs.ts";
import { FormatError, type FormatErrorCode } from "../formats/error.ts";
import type { Format } from "../formats/format.ts";
import type { Formats } from "../formats/formats.ts";
import { HEAD_BYTES } from "../formats/kinds.ts";
import type { Bin } from "../library/bin.ts";
import { logError } from "../log.ts";
import type { Originals } from "../originals.ts";
import { limits, Problem, type ProblemCode } from "../problem.ts";
import { emptyFields } from "../reading/fields.ts";
import { newId, type World } from "../world.ts";
import { cleanFileName } from "./file_name.ts";
import { scoreDocument } from "./document.ts";

/** A file that is coming in. */
export interface IncomingFile {
  readonly name: string | undefined;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A score that is in the library now. */
interface Added {
  readonly id: string;
  /** The person had these very bytes already, perhaps in the bin; `id` is that score. */
  readonly duplicate: boolean;
}

interface Needs {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly formats: Formats;
  readonly originals: Originals;
  readonly bin: Pick<Bin, "restore">;
  readonly world: World;
}

const problemOf: Record<FormatErrorCode, ProblemCode> = {
  unknown: "file_unknown",
  not_pdf: "file_not_pdf",
  encrypted: "file_encrypted",
  damaged: "file_damaged",
  too_many_pages: "file_too_many_pages",
  no_such_page: "file_damaged",
  timeout: "file_too_slow",
  memory: "file_too_heavy",
  unavailable: "engine_unavailable",
};

/** Takes files in. */
export function createUploads({ store, jobs, formats, originals, bin, world }: Needs) {
  return {
    /**
     * Stores a file as this person's score and has it read. Nothing is left of a file that is refused.
     *
     * @throws {Problem} any of the `file_…` codes, `upload_broken`, `engine_unavailable`
     */
    async add(userId: string, file: IncomingFile): Promise<Added> {
      const id = newId(world);
      const hash = createHash("sha256");
      const checks = createChecks(formats, file.name);
      const content = hashed(checks.passed(file.content), hash);
      await originals.write(id, content);
      try {
        const sha256 = hash.digest("hex");
        const known = await store.scores.bySha256(userId, sha256);
        if (known !== null && await bin.restore(userId, known)) {
          await originals.drop(id);
          return { id: known, duplicate: true };
        }
        const { name, inspect } = checks.format();
        const { pages, shapes } = await inspect(scoreDocument(originals, userId, id), {
          maxPages: limits.filePages,
        });
        return await keep({
          id,
          userId,
          fileName: cleanFileName(file.name),
          format: name,
          bytes: checks.bytes(),
          sha256,
          pages,
          shapes,
          createdAt: world.now(),
          status: "reading",
          fields: emptyFields(),
          chain: [],
        });
      } catch (error) {
        // A commit may have been done although its answer was lost.
        if (await store.scores.get(userId, id)) return { id, duplicate: false };
        await originals.drop(id);
        throw error instanceof FormatError ? new Problem(problemOf[error.code]) : error;
      }
    },
  };

  async function keep(score: Score): Promise<Added> {
    const { id, userId } = score;
    while (true) {
      const user = await store.users.entry(userId);
      if (user === null) throw new Problem("signed_out"); // The account was deleted meanwhile.
      const operation = store.begin().check(user);
      store.scores.add(operation, score);
      const { bytes, sha256 } = score;
      originals.keep(operation, id, { userId, bytes, sha256 });
      jobs.add(operation, "read-score", { userId, id });
      if (await store.commit(operation)) {
        jobs.kick();
        originals.move().catch((error) => logError("move_failed", error));
        return { id, duplicate: false };
      }
      const other = await store.scores.bySha256(userId, score.sha256);
      if (other === null) continue; // The person has changed, not the library.
      if (!(await bin.restore(userId, other))) continue;
      // The same file came twice at once, and the other one was quicker.
      await originals.drop(id);
      return { id: other, duplicate: true };
    }
  }
}

/** Passes bytes on, and takes note of them: what kind of file they are, and how many. */
function createChecks(formats: Formats, name: string | undefined) {
  const head = new Uint8Array(HEAD_BYTES);
  let bytes = 0;
  let format: Format | null = null;

  function recognise(): void {
    format = formats.recognise(head.subarray(0, bytes));
    if (format === null) throw new Problem(unknown(name));
  }

  return {
    /** Refuses what is none of the formats as soon as its head is there, and what grows too large. */
    async *passed(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const part of content) {
        if (bytes < HEAD_BYTES) head.set(part.subarray(0, HEAD_BYTES - bytes), bytes);
        bytes += part.length;
        if (bytes > limits.fileBytes) throw new Problem("file_too_large");
        if (format === null && bytes >= HEAD_BYTES) recognise();
        yield part;
      }
      if (bytes === 0) throw new Problem("file_empty");
      if (format === null) recognise();
    },

    /** Of all that has passed. */
    format: (): Format => format!,
    bytes: (): number => bytes,
  };
}

async function* hashed(
  content: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of content) {
    hash.update(bytes);
    yield bytes;
  }
}

/** What is wrong with a file that is none of the formats: its name may say that it is one. */
function unknown(name = ""): ProblemCode {
  return name.toLowerCase().endsWith(".pdf") ? "file_not_pdf" : "file_unknown";
}
