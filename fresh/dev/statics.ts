import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { ASSET_QUERY } from "../assets.ts";
import type { StaticFile } from "../snapshot.ts";
import type { Project } from "./build.ts";
import { contentType, isCompressible } from "./content_types.ts";
import { filesOf } from "./scan.ts";

/** What a build is for. */
export type Mode = "development" | "production";

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
export type TransformFn = (args: OnTransformArgs) =>
  | void
  | OnTransformResult
  | Promise<void | OnTransformResult>;

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
): Promise<Record<string, StaticFile>> {
  const files = new Map<string, Bytes>();
  for (const { file, path } of await filesOf(staticDir, ignore)) {
    // Below static/ a name with a dot is hidden; what is above it is not ours.
    if (/(^|\/)\.(?!well-known\/)/.test(path)) continue;
    let at = "/" + path;
    let content: Bytes = await Deno.readFile(file);
    for (const { filter, fn, pluginName } of transforms) {
      if (!filter.test(file)) continue;
      const args = {
        path: file,
        mode,
        target,
        content,
        get text(): string {
          return new TextDecoder().decode(this.content);
        },
      };
      const result = await (async () => await fn(args))().catch((cause) => {
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
      if (file === undefined) return all;
      return `url(${quote}${path}?${ASSET_QUERY}=${hashOf(file)}${quote})`;
    },
  );
  return bytesOf(hashed);
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Makes what `staticFiles()` serves of files: hash, type, and in production the
 * compressed forms that are worth it.
 *
 * @param immutable whether their very names hold a hash
 */
export async function makeFiles(
  files: Map<string, Bytes>,
  mode: Mode,
  immutable = false,
): Promise<Record<string, StaticFile>> {
  const made = [...files].map(async ([path, bytes]) =>
    [path, await makeFile(path, bytes, mode, immutable)] as const
  );
  return Object.fromEntries(await Promise.all(made));
}

async function makeFile(
  path: string,
  bytes: Bytes,
  mode: Mode,
  immutable: boolean,
): Promise<StaticFile> {
  const file: StaticFile = {
    type: contentType(path),
    hash: hashOf(bytes),
    size: bytes.length,
    bytes,
    ...(immutable ? { immutable } : {}),
  };
  if (mode === "development" || !isCompressible(file.type)) return file;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > 1 << 20 ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([brotli(bytes, { params }), zip(bytes, { level: 9 })]);
  const worth = (packed: Uint8Array) => packed.length < bytes.length * 0.95;
  if (worth(br)) file.br = { size: br.length, bytes: new Uint8Array(br) };
  if (worth(gz)) file.gzip = { size: gz.length, bytes: new Uint8Array(gz) };
  return file;
}
