/**
 * Uploads that resume: the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload), its core
 * and its extensions creation, termination and expiration.
 *
 * @module
 */
import { define, type State } from "../define.ts";
import type { Context } from "fresh";
import { limits, Problem } from "../services/problem.ts";
import type { Announced, Progress } from "../services/scores/arrivals.ts";

const VERSION = "1.0.0";
/** So much is read at once. */
const PIECE_BYTES = 64 * 1024;
/** Longer ones say nothing more of a file. */
const FINGERPRINT_CHARACTERS = 400;

/** What the server can. */
export const ABILITIES = {
  "tus-version": VERSION,
  "tus-extension": "creation,termination,expiration",
  "tus-max-size": String(limits.fileBytes),
};

/** Lets pass who speaks the protocol and is signed in; what a person can be told is told as JSON. */
export const tus = define.middleware(async (ctx) => {
  const response = await answered(ctx);
  response.headers.set("tus-resumable", VERSION);
  return response;
});

async function answered(ctx: Context<State>): Promise<Response> {
  try {
    const { method, headers } = ctx.req;
    if (method !== "OPTIONS") {
      if (method !== "GET" && headers.get("tus-resumable") !== VERSION) {
        throw new Problem("upload_version");
      }
      if (ctx.state.signedIn === null) throw new Problem("signed_out");
    }
    return await ctx.next();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, status } = error;
    const headers = code === "upload_version" ? ABILITIES : undefined;
    return Response.json({ code, message }, { status, headers });
  } finally {
    // A browser shows our answer only once it could send all of its own.
    if (ctx.req.body?.locked === false) drained(ctx.req.body);
  }
}

/**
 * What is said of a file that is to come.
 *
 * @throws {Problem} `upload_invalid`
 */
export function announced(headers: Headers): Announced {
  const { filename = "", fingerprint = "" } = metadata(headers.get("upload-metadata") ?? "");
  if (fingerprint.length > FINGERPRINT_CHARACTERS) throw new Problem("upload_invalid");
  return { name: filename, fingerprint, bytes: whole(headers.get("upload-length")) };
}

/**
 * Where the bytes that a request brings belong, and the bytes as they come.
 *
 * @throws {Problem} `upload_invalid`; from the bytes `upload_broken`
 */
export function part({ headers, body }: Request): {
  offset: number;
  content: AsyncIterable<Uint8Array>;
} {
  if (headers.get("content-type") !== "application/offset+octet-stream") {
    throw new Problem("upload_invalid");
  }
  return { offset: whole(headers.get("upload-offset")), content: bytesOf(body) };
}

/** What an answer says of how far a file has come, and which score it became. */
export function said({ offset, bytes, expiresAt, score }: Progress): Record<string, string> {
  return {
    "upload-offset": String(offset),
    "upload-length": String(bytes),
    ...(expiresAt === null ? {} : { "upload-expires": new Date(expiresAt).toUTCString() }),
    ...(score === null ? {} : {
      "content-location": `/scores/${score.id}`,
      "upload-duplicate": String(score.duplicate),
    }),
  };
}

function whole(text: string | null): number {
  if (text === null || !/^\d{1,15}$/.test(text)) throw new Problem("upload_invalid");
  return Number(text);
}

/** Pairs parted by commas: a name, and after a space its value in base64. */
function metadata(text: string): Record<string, string> {
  try {
    return Object.fromEntries(
      text.split(",").map((pair) => pair.trim().split(" ")).map(([name, value = ""]) => [
        name,
        new TextDecoder().decode(Uint8Array.fromBase64(value)),
      ]),
    );
  } catch {
    throw new Problem("upload_invalid");
  }
}

/** The bytes as they come; each piece is good until the next one is asked for. */
async function* bytesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const { read, release } = reading(body);
  try {
    while (true) {
      const { done, value } = await read().catch(() => {
        throw new Problem("upload_broken");
      });
      if (done) return;
      yield value!;
    }
  } finally {
    release();
  }
}

/**
 * Reads into one piece of memory again and again: fifty uploads would else leave a great deal to be
 * collected. A body that was there at once has none to read into.
 */
function reading(body: ReadableStream<Uint8Array>) {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch {
    const plain = body.getReader();
    return { read: () => plain.read(), release: () => plain.releaseLock() };
  }
  let piece = new Uint8Array(PIECE_BYTES);
  const read = async () => {
    const result = await reader.read(piece);
    if (result.value !== undefined) piece = new Uint8Array(result.value.buffer);
    return result;
  };
  return { read, release: () => reader.releaseLock() };
}

async function drained(body: ReadableStream<Uint8Array>): Promise<void> {
  try {
    await body.pipeTo(new WritableStream());
  } catch {
    // It broke off: nobody waits for the answer.
  }
}
