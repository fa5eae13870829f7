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
import type { Bin } from "../library/bin.ts";
import type { PdfEngine } from "../pdf/engine.ts";
import { PdfError } from "../pdf/error.ts";
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
  readonly engine: PdfEngine;
  readonly bin: Pick<Bin, "restore">;
  readonly world: World;
}

/** ISO 32000-1 Annex H, note 13: readers look for the header in the first 1,024 bytes. */
const HEADER_WITHIN = 1024;
const HEADER = "%PDF-";

const problemOf: Record<PdfError["code"], ProblemCode> = {
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
export function createUploads({ store, jobs, engine, bin, world }: Needs) {
  return {
    /**
     * Stores a file as this person's score and has it read. Nothing is left of a file that is refused.
     *
     * @throws {Problem} any of the `file_…` codes, `upload_broken`, `engine_unavailable`
     */
    async add(userId: string, file: IncomingFile): Promise<Added> {
      const id = newId(world);
      const original = ["original", id];
      const seen = { bytes: 0, hash: createHash("sha256") };
      await store.blobs.write(original, checked(file.content, seen), world.now());
      try {
        const sha256 = seen.hash.digest("hex");
        const known = await store.scores.bySha256(userId, sha256);
        if (known !== null && await bin.restore(userId, known)) {
          await store.blobs.remove(original);
          return { id: known, duplicate: true };
        }
        const { pages, shapes } = await engine.inspect(scoreDocument(store, userId, id), {
          maxPages: limits.filePages,
        });
        return await keep({
          id,
          userId,
          fileName: cleanFileName(file.name),
          bytes: seen.bytes,
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
        await store.blobs.remove(original);
        throw error instanceof PdfError ? new Problem(problemOf[error.code]) : error;
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
      store.blobs.finish(operation, ["original", id]);
      jobs.add(operation, "read-score", { userId, id });
      if (await store.commit(operation)) {
        jobs.kick();
        return { id, duplicate: false };
      }
      const other = await store.scores.bySha256(userId, score.sha256);
      if (other === null) continue; // The person has changed, not the library.
      if (!(await bin.restore(userId, other))) continue;
      // The same file came twice at once, and the other one was quicker.
      await store.blobs.remove(["original", id]);
      return { id: other, duplicate: true };
    }
  }
}

/** Passes the bytes on; refuses what is no PDF at its head, and what grows too large. */
async function* checked(
  content: AsyncIterable<Uint8Array>,
  seen: { bytes: number; hash: ReturnType<typeof createHash> },
): AsyncGenerator<Uint8Array> {
  let head = "";
  for await (const bytes of content) {
    if (head.length < HEADER_WITHIN) head += latin1(bytes.subarray(0, HEADER_WITHIN - head.length));
    if (head.length === HEADER_WITHIN && !head.includes(HEADER)) throw new Problem("file_not_pdf");
    seen.bytes += bytes.length;
    if (seen.bytes > limits.fileBytes) throw new Problem("file_too_large");
    seen.hash.update(bytes);
    yield bytes;
  }
  if (seen.bytes === 0) throw new Problem("file_empty");
  if (!head.includes(HEADER)) throw new Problem("file_not_pdf");
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
