/** Name of the query parameter that carries a static file's hash. */
export const ASSET_QUERY = "__frsh_c";

/** Path of a static file ("/fonts/a.woff2") to the hash of its content. */
export type AssetHashes = Readonly<Record<string, string>>;

let hashes: AssetHashes = {};
let base = "";

/**
 * Names the static files that `asset()` knows; called when a snapshot is
 * applied and before each render.
 */
export function useAssets(known: AssetHashes, basePath: string): void {
  hashes = known;
  base = basePath;
}

/**
 * The address of a static file with the hash of its content, so that it can be
 * kept for a year.
 *
 * @param path address from the root of static/, e.g. "/styles.css"
 * @returns that address with its hash, or unchanged when no such file is known,
 *   it has a query or fragment already, or it is on another host
 */
export function asset(path: string): string {
  if (path[0] !== "/") return path;
  const inside = base !== "" && path.startsWith(base + "/") ? path.slice(base.length) : path;
  const hash = Object.hasOwn(hashes, inside) ? hashes[inside] : undefined;
  if (hash === undefined) return path;
  return `${base}${inside}?${ASSET_QUERY}=${hash}`;
}

/**
 * `asset()` for each address of a `srcset`.
 *
 * @param srcset e.g. "/a.png 1x, /b.png 2x"
 */
export function assetSrcSet(srcset: string): string {
  if (srcset.includes("(")) return srcset;
  return srcset.split(",").map((part) => {
    const [path, ...size] = part.trim().split(/\s+/);
    return [asset(path), ...size].join(" ");
  }).join(", ");
}
