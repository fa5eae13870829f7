/**
 * Files that people send, read while they arrive (RFC 7578).
 *
 * @module
 */
import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import { Readable } from "node:stream";
import { limits, Problem } from "../services/problem.ts";
import type { IncomingFile } from "../services/scores/upload.ts";

const HEADER_PAIRS = 20;

/**
 * The files of a form in the order they come. Each must be read, or left, before
 * the next one is asked for; what is left unread is passed over. An empty file
 * input sends a file without a name and without bytes, which is none.
 *
 * @param field the name of the file input
 * @throws {Problem} `form_invalid` where it is no such form, `upload_broken` where it ends too
 *   early, `files_too_many`
 */
export async function* multipartFiles(
  request: Request,
  field: string,
): AsyncGenerator<IncomingFile> {
  if (request.body === null) throw new Problem("form_invalid");
  const body = Readable.fromWeb(request.body as import("node:stream/web").ReadableStream);
  const queue: (IncomingFile & { content: Readable })[] = [];
  let ended = false;
  let failure: unknown = null;
  let wake = () => {};

  const parser = parserFor(request.headers);
  parser.on("file", (name, content, fileName) => {
    content.on("error", () => {}); // Said through `failure`, whether or not it is being read.
    if (name === field && (fileName ?? "") !== "") queue.push({ name: fileName, content });
    else content.resume();
    wake();
  });
  let tooMany = false;
  parser.on("filesLimit", () => tooMany = true); // Those before it are good.
  parser.on("finish", () => (ended = true, wake()));
  parser.on("error", () => fail(new Problem("upload_broken")));
  body.on("error", () => fail(new Problem("upload_broken")));

  function fail(problem: Problem): void {
    failure ??= problem;
    queue.forEach(({ content }) => content.destroy(problem));
    wake();
  }

  let received = 0;
  body.on("data", (bytes: Uint8Array) => {
    received += bytes.length;
    if (received > limits.requestBytes) body.destroy();
  });
  body.pipe(parser);
  try {
    while (true) {
      if (failure !== null) throw failure;
      const file = queue[0];
      if (file !== undefined) {
        yield { name: file.name, content: whole(file.content) };
        await passOver(file.content);
        queue.shift();
        continue;
      }
      if (ended && tooMany) throw new Problem("files_too_many");
      if (ended) return;
      await new Promise<void>((resolve) => wake = resolve);
    }
  } finally {
    body.unpipe(parser);
    body.resume(); // A browser shows our answer only once it could send all of its own.
  }

  async function* whole(content: Readable): AsyncGenerator<Uint8Array> {
    try {
      // The stream must outlive a reader who turns away, to be passed over.
      for await (const bytes of content.iterator({ destroyOnReturn: false })) yield bytes;
    } catch {
      throw failure ?? new Problem("upload_broken");
    }
    if (failure !== null) throw failure;
  }
}

function parserFor(headers: Headers) {
  try {
    return new Busboy({
      headers: Object.fromEntries(headers) as BusboyHeaders,
      limits: { files: limits.filesAtOnce, fields: 10, fieldSize: 1024, headerPairs: HEADER_PAIRS },
    });
  } catch {
    throw new Problem("form_invalid");
  }
}

async function passOver(content: Readable): Promise<void> {
  if (content.readableEnded || content.destroyed) return;
  content.resume();
  await new Promise<void>((resolve) => content.once("close", resolve).once("end", resolve));
}
