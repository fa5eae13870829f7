import { ASSET_QUERY } from "./assets.ts";
import { run } from "./context.ts";
import { INNER } from "./inner.ts";
import { leftOut } from "./left_out.ts";
import type { Middleware } from "./handlers.ts";
import { decoded } from "./scopes.ts";
import type { StaticFile, Stored } from "./snapshot.ts";

const YEAR = "public, max-age=31536000, immutable";
const ALWAYS_ASK = "no-cache";
/** Files up to this many bytes are kept in memory once read. */
const KEEP_UP_TO = 1 << 20;
/** Larger ones are read by so many. */
const CHUNK = 1 << 16;

/**
 * Serves the files of static/ and the built scripts of islands: ETags and
 * lists of them, one Range, Brotli and gzip made at build, a year of caching
 * for what has its hash in its address (RFC 9110, 9111).
 *
 * @example
 * ```ts
 * app.use(staticFiles());
 * ```
 */
export function staticFiles<State>(...args: never[]): Middleware<State> {
  if (args.length > 0) leftOut("The folder of staticFiles()", "set the builder's staticDir");
  return function serveStatic(ctx) {
    const { req, url, config: { basePath } } = ctx;
    const { snapshot } = ctx[INNER];
    const asks = req.method === "GET" || req.method === "HEAD";
    const path = asks && url.pathname.startsWith(basePath)
      ? decoded(url.pathname.slice(basePath.length))
      : null;
    const file = path === null ? undefined : snapshot.statics.get(path);
    if (file === undefined) return run(ctx);
    const hashed = file.immutable || url.search === `?${ASSET_QUERY}=${file.hash}`;
    return serveFile(req, file, hashed ? YEAR : ALWAYS_ASK, snapshot.dir);
  };
}

async function serveFile(
  req: Request,
  file: StaticFile,
  caching: string,
  dir: string,
): Promise<Response> {
  // Part of a file is asked for by GET only, and of what is not compressed (RFC 9110, 14.2).
  const asked = req.method === "GET" ? req.headers.get("range") : null;
  const coding = asked === null ? pickCoding(req, file) : null;
  const body: Stored = coding === null ? file : file[coding]!;
  const etag = coding === null ? `"${file.hash}"` : `"${file.hash}-${coding}"`;
  const headers: Record<string, string> = {
    etag,
    "cache-control": caching,
    "accept-ranges": "bytes",
    ...(file.br || file.gzip ? { vary: "accept-encoding" } : {}),
  };
  if (listsTag(req.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  const holds = (req.headers.get("if-range") ?? etag) === etag;
  const part = asked !== null && holds ? parseRange(asked, file.size) : null;
  if (part === "unsatisfiable") {
    headers["content-range"] = `bytes */${file.size}`;
    return new Response(null, { status: 416, headers });
  }
  const [start, end] = part ?? [0, body.size];
  headers["content-type"] = file.type;
  headers["content-length"] = String(end - start);
  if (coding !== null) headers["content-encoding"] = coding;
  if (part !== null) headers["content-range"] = `bytes ${start}-${end - 1}/${file.size}`;
  const bytes = req.method === "HEAD" ? null : await read(body, start, end, dir);
  return new Response(bytes, { status: part === null ? 200 : 206, headers });
}

/** The best coding that the file has and the client takes (RFC 9110, 12.5.3). */
function pickCoding(req: Request, file: StaticFile): "br" | "gzip" | null {
  const weights = new Map<string, number>();
  for (const item of (req.headers.get("accept-encoding") ?? "").toLowerCase().split(",")) {
    const [name, q = "1"] = item.trim().split(/\s*;\s*q=/);
    weights.set(name, Number(q) || 0);
  }
  const weigh = (name: "br" | "gzip") =>
    file[name] ? weights.get(name) ?? weights.get("*") ?? 0 : 0;
  const [br, gzip] = [weigh("br"), weigh("gzip")];
  if (br === 0 && gzip === 0) return null;
  return br >= gzip ? "br" : "gzip";
}

/** Whether If-None-Match names a tag; weak and strong compare alike here. */
function listsTag(header: string | null, etag: string): boolean {
  return header !== null &&
    header.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}

/**
 * One byte range. Several, other units and nonsense are ignored, as RFC 9110,
 * 14.2 allows.
 *
 * @returns start and end (not included), null to send everything
 */
function parseRange(header: string, size: number): [number, number] | "unsatisfiable" | null {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header);
  if (match === null || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [match[1], match[2]];
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : [size - length, size];
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return null;
  return start >= size ? "unsatisfiable" : [start, end];
}

async function read(stored: Stored, start: number, end: number, dir: string): Promise<BodyInit> {
  if (stored.bytes === undefined) {
    const path = `${dir}/${stored.file}`;
    if (stored.size > KEEP_UP_TO) return ReadableStream.from(readPart(path, start, end));
    stored.bytes = await Deno.readFile(path);
  }
  const whole = start === 0 && end === stored.size;
  return whole ? stored.bytes : stored.bytes.subarray(start, end);
}

/** Part of a file, as it is read. */
async function* readPart(path: string, start: number, end: number) {
  using file = await Deno.open(path);
  await file.seek(start, Deno.SeekMode.Start);
  for (let left = end - start; left > 0;) {
    const chunk = new Uint8Array(Math.min(left, CHUNK));
    const size = await file.read(chunk);
    if (size === null) return;
    left -= size;
    yield chunk.subarray(0, size);
  }
}
