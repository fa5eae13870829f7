import { lookup } from "mrmime";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { ASSET_QUERY } from "../assets.ts";
import type { Snapshot, StaticFile } from "../snapshot.ts";
import type { Project } from "./build.ts";
import { filesOf } from "./scan.ts";

/** What a build is for. */
export type Mode = Snapshot["mode"];

/** What a transform gets. */
export interface OnTransformArgs {
  /** Absolute path of the file. */
  path: string;
  mode: Mode;
  /** What the scripts are built for. */
  target: string | string[];
  /** The file's bytes. */
  content: Uint8Array;
  /** The same as text. */
  readonly text: string;
}

/** What a transform gives; nothing leaves the file as it is. */
export interface OnTransformResult {
  content: string | Uint8Array;
  /** Another path to serve it at, from the root of static/. */
  path?: string;
  /** A source map, served beside it as `<path>.map`. */
  map?: string | Uint8Array;
}

/** Changes a static file at build. */
export type TransformFn = (
  args: OnTransformArgs,
) => OnTransformResult | void | Promise<OnTransformResult | void>;

/** Which files a transform is for. */
export interface OnTransformOptions {
  /** Name for messages. */
  pluginName: string;
  /** Matched against the file's path. */
  filter: RegExp;
}

/** A transform and which files it is for. */
export type Transform = OnTransformOptions & { fn: TransformFn };

type Bytes = Uint8Array<ArrayBuffer>;

/** Content hash as it stands in addresses and ETags: 64 bits of SHA-256. */
function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/**
 * Reads static/, transforms it and points the `url(/…)` of style sheets at
 * hashed addresses.
 *
 * @returns files by their path, e.g. "/styles.css"
 */
export async function makeStatics(
  { staticDir, ignore, transforms, target }: Project,
  mode: Mode,
): Promise<Snapshot["statics"]> {
  const files = new Map<string, Bytes>();
  for (const { file, path } of filesOf(staticDir, ignore)) {
    // Below static/ a name with a dot is hidden; what is above it is not ours.
    if (/(^|\/)\.(?!well-known\/)/.test(path)) continue;
    let at = "/" + path;
    let content: Bytes = await Deno.readFile(file);
    for (const { filter, fn, pluginName } of transforms) {
      if (!filter.test(file)) continue;
      const text = new TextDecoder().decode(content);
      const args = { path: file, mode, target, content, text };
      const result = await Promise.try(fn, args).catch((cause) => {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`Cannot build static/${path} (${pluginName}): ${why}`, { cause });
      });
      if (!result) continue;
      content = bytesOf(result.content);
      if (result.path) at = "/" + result.path.replace(/^\/+/, "");
      if (result.map) files.set(at + ".map", bytesOf(result.map));
    }
    files.set(at, content);
  }
  for (const [path, content] of files) {
    if (path.endsWith(".css")) files.set(path, hashUrls(content, files));
  }
  return await makeFiles(files, mode);
}

function bytesOf(content: string | Uint8Array): Bytes {
  return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
}

/** Fonts and pictures of style sheets get their hash, other sheets do not. */
function hashUrls(css: Bytes, files: Map<string, Bytes>): Bytes {
  const text = new TextDecoder().decode(css);
  const hashed = text.replace(
    /url\(\s*(["']?)(\/[^"'()?#\s]+)\1\s*\)/g,
    (all, quote: string, path: string) => {
      const file = path.endsWith(".css") ? undefined : files.get(path);
      return file ? `url(${quote}${path}?${ASSET_QUERY}=${hashOf(file)}${quote})` : all;
    },
  );
  return bytesOf(hashed);
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Types that are worth compressing: most others are packed already. */
const COMPRESSIBLE = /^text\/|[/+](json|xml|wasm)$|font\/(ttf|otf)|icon$/;

/**
 * Makes what `staticFiles()` serves of files: hash, type, and in production the
 * compressed forms that are worth it.
 *
 * @param immutable whether their very names hold a hash
 */
export async function makeFiles(
  files: Map<string, Bytes>,
  mode: Mode,
  immutable?: boolean,
): Promise<Snapshot["statics"]> {
  const made = [...files].map(async ([path, bytes]) => {
    const file = { type: typeOf(path), hash: hashOf(bytes), size: bytes.length, bytes, immutable };
    const packed = mode === "production" && COMPRESSIBLE.test(file.type) && await compress(bytes);
    return [path, { ...file, ...packed }] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

/** The content type of a file by its name; bytes when it is not known. */
function typeOf(path: string): string {
  // Of "x.constructor" it says what every object has.
  const known: unknown = /\.ico$/i.test(path) ? "image/vnd.microsoft.icon" : lookup(path);
  const type = typeof known === "string" ? known : "application/octet-stream";
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}

async function compress(bytes: Bytes): Promise<Pick<StaticFile, "br" | "gzip">> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > 1 << 20 ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const packed = await Promise.all([brotli(bytes, { params }), zip(bytes, { level: 9 })]);
  const [br, gzip] = packed.map((packed) =>
    packed.length < bytes.length * 0.95
      ? { size: packed.length, bytes: new Uint8Array(packed) }
      : undefined
  );
  return { br, gzip };
}
