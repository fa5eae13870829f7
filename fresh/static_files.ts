import { ASSET_QUERY } from "./assets.ts";
import { run } from "./context.ts";
import { INNER } from "./inner.ts";
import { leftOut } from "./left_out.ts";
import type { Middleware } from "./handlers.ts";
import type { LiveSnapshot, StaticFile, Stored } from "./snapshot.ts";

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
    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD") return run(ctx);
    const { snapshot } = ctx[INNER];
    const path = decodePath(ctx.url.pathname, ctx.config.basePath);
    const file = path === null ? undefined : snapshot.statics.get(path);
    if (file === undefined) return run(ctx);
    return serveFile(ctx.req, ctx.url, file, snapshot);
  };
}

function decodePath(pathname: string, base: string): string | null {
  if (!pathname.startsWith(base)) return null;
  const path = pathname.slice(base.length);
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

type Coding = "br" | "gzip" | null;

function serveFile(
  req: Request,
  url: URL,
  file: StaticFile,
  snapshot: LiveSnapshot,
): Response | Promise<Response> {
  const hashed = file.immutable ||
    (url.search !== "" && url.searchParams.get(ASSET_QUERY) === file.hash);
  const range = rangeOf(req);
  const coding = range === null ? pickCoding(req, file) : null;
  const known = req.headers.get("if-none-match");
  const body: Stored = coding === null ? file : file[coding]!;
  const headers = headersOf(file, coding, hashed === true);
  if (range === null && known === null && body.bytes && req.method === "GET") {
    return new Response(body.bytes, { headers });
  }
  return serveUnusual(req, file, body, { ...headers }, snapshot);
}

/** What part is asked for: of GET only (RFC 9110, 14.2). */
const rangeOf = (req: Request) => req.method === "GET" ? req.headers.get("range") : null;

/** The headers of a file as they are most times, made once. */
function headersOf(file: StaticFile, coding: Coding, hashed: boolean): Record<string, string> {
  const made = file.headers ??= {};
  return made[`${coding} ${hashed}`] ??= {
    "content-type": file.type,
    "cache-control": hashed ? YEAR : ALWAYS_ASK,
    "etag": coding === null ? `"${file.hash}"` : `"${file.hash}-${coding}"`,
    "accept-ranges": "bytes",
    "content-length": String((coding === null ? file : file[coding]!).size),
    ...(file.br || file.gzip ? { "vary": "accept-encoding" } : {}),
    ...(coding === null ? {} : { "content-encoding": coding }),
  };
}

/** What is asked for only in part, or only if it is new, or not read yet. */
async function serveUnusual(
  req: Request,
  file: StaticFile,
  body: Stored,
  headers: Record<string, string>,
  snapshot: LiveSnapshot,
): Promise<Response> {
  const { etag } = headers;
  const range = rangeOf(req);
  const known = req.headers.get("if-none-match");
  if (known !== null && listsTag(known, etag)) {
    for (const name of ["type", "encoding", "length"]) delete headers[`content-${name}`];
    return new Response(null, { status: 304, headers });
  }
  const holds = range !== null && (req.headers.get("if-range") ?? etag) === etag;
  const part = holds ? parseRange(range, file.size) : null;
  if (part === "unsatisfiable") {
    headers["content-range"] = `bytes */${file.size}`;
    for (const name of ["type", "length"]) delete headers[`content-${name}`];
    return new Response(null, { status: 416, headers });
  }
  const [start, end] = part ?? [0, body.size];
  headers["content-length"] = String(end - start);
  if (part !== null) headers["content-range"] = `bytes ${start}-${end - 1}/${file.size}`;
  const status = part === null ? 200 : 206;
  if (req.method === "HEAD") return new Response(null, { status, headers });
  return new Response(await read(body, start, end, snapshot.dir), { status, headers });
}

/** Weights of Brotli and gzip by what clients accept: there are few such headers. */
const weights = new Map<string, [number, number]>();

/** The best coding that the file has and the client takes (RFC 9110, 12.5.3). */
function pickCoding(req: Request, file: StaticFile): Coding {
  if (!file.br && !file.gzip) return null;
  const accepted = req.headers.get("accept-encoding");
  if (accepted === null) return null;
  let weighed = weights.get(accepted);
  if (weighed === undefined) {
    weighed = weigh(accepted);
    if (weights.size < 100) weights.set(accepted, weighed);
  }
  const [br, gzip] = [file.br ? weighed[0] : 0, file.gzip ? weighed[1] : 0];
  if (br === 0 && gzip === 0) return null;
  return br >= gzip ? "br" : "gzip";
}

function weigh(accepted: string): [number, number] {
  const weights = new Map<string, number>();
  for (const item of accepted.toLowerCase().split(",")) {
    const [name, ...params] = item.split(";").map((part) => part.trim());
    const q = params.find((param) => param.startsWith("q="));
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0);
  }
  const weight = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
  return [weight("br"), weight("gzip")];
}

/** Whether If-None-Match names a tag; weak and strong compare alike here. */
function listsTag(header: string, etag: string): boolean {
  if (header.trim() === "*") return true;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
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
