/**
 * Bringing a score in: its bytes go to storage as they come, are checked on the
 * way, and become a score only when all of them are there and can be opened.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Format } from "../formats/format.ts";
import type { Formats } from "../formats/formats.ts";
import { HEAD_BYTES } from "../formats/kinds.ts";
import type { Originals } from "../originals.ts";
import { limits, Problem } from "../problem.ts";
import type { Space } from "../space.ts";
import { newId, type World } from "../world.ts";
import type { Added, Intake, Received } from "./intake.ts";
import { recognised } from "./recognised.ts";

/** A file that is coming in. */
export interface IncomingFile {
  readonly name: string | undefined;
  readonly content: AsyncIterable<Uint8Array>;
  /** It is one of the house's own, whose pages are known. */
  readonly sample?: Received["sample"];
}

/** Takes files in, each in one piece. */
export function createUploads({ formats, originals, intake, space, world }: {
  readonly formats: Formats;
  readonly originals: Originals;
  readonly intake: Intake;
  readonly space: Space;
  readonly world: World;
}) {
  return {
    /**
     * Stores a file as this person's score and has it read. Nothing is left of a file that is refused.
     *
     * @param known what is known of it already
     * @throws {Problem} any of the `file_…` codes, `upload_broken`, `engine_unavailable`, `quota_full`
     */
    async add(userId: string, file: IncomingFile, known?: Received["known"]): Promise<Added> {
      const id = newId(world);
      const hash = createHash("sha256");
      const { used, quota } = await space.of(userId);
      const checks = createChecks(formats, file.name, quota - used);
      await originals.write(id, hashed(checks.passed(file.content), hash));
      let added: Added | null = null;
      try {
        const bytes = checks.bytes();
        const format = checks.format();
        const sha256 = hash.digest("hex");
        const { name, sample } = file;
        const received = { id, userId, name, format, bytes, sha256, sample, known };
        added = await intake.take(received, (operation) => space.claim(userId, bytes, operation));
        return added;
      } finally {
        if (added?.id !== id) await originals.drop(id);
      }
    },
  };
}

/**
 * Passes bytes on, and takes note of them: what kind of file they are, and how many.
 *
 * @param room how many there is room for: where there is none at all, nothing is taken in
 */
function createChecks(formats: Formats, name: string | undefined, room: number) {
  const head = new Uint8Array(HEAD_BYTES);
  let bytes = 0;
  let format: Format | null = null;

  return {
    /** Refuses what is none of the formats as soon as its head is there, and what grows too large. */
    async *passed(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      if (room <= 0) throw new Problem("quota_full");
      for await (const part of content) {
        if (bytes < HEAD_BYTES) head.set(part.subarray(0, HEAD_BYTES - bytes), bytes);
        bytes += part.length;
        if (bytes > limits.fileBytes) throw new Problem("file_too_large");
        if (format === null && bytes >= HEAD_BYTES) format = recognised(formats, head, name);
        yield part;
      }
      if (bytes === 0) throw new Problem("file_empty");
      format ??= recognised(formats, head.subarray(0, bytes), name);
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
