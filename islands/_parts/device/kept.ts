/**
 * What is kept on this device: one cache of the browser's, named after its owner's mark. A kept
 * score or list has a row at `/kept` and its path; static/sw.js reads the same.
 *
 * @module
 */

/** A score or list that is kept. */
export interface Kept {
  readonly path: string;
  readonly title: string;
  readonly by: string;
  /** When it was as it is kept, in milliseconds since 1970. */
  readonly at: number;
  readonly pages: number;
  readonly bytes: number;
  /** Scripts, styles and fonts that its pages need. */
  readonly assets: readonly string[];
  /** Of a score: the lists that it is kept for, by path, and itself. */
  readonly within: readonly string[];
  /** Of a list: the addresses of its places. */
  readonly places: readonly string[];
}

export const PREFIX = "kept ";
/** Where a row is. */
export const rowOf = (path: string) => `/kept${path}`;

/** The cache, or null where nothing is kept. A browser may refuse even to say. */
export async function keptCache(): Promise<Cache | null> {
  const names = await globalThis.caches?.keys().catch(() => []) ?? [];
  const name = names.find((name) => name.startsWith(PREFIX));
  return name === undefined ? null : await caches.open(name);
}

/** What is kept of `path`, or null. */
export async function find(path: string): Promise<Kept | null> {
  const row = await (await keptCache())?.match(rowOf(path));
  return row === undefined ? null : await row.json();
}

/** All that is kept, lists first, by title. */
export async function all(): Promise<Kept[]> {
  const cache = await keptCache();
  return cache === null ? [] : (await rows(cache))
    .filter(({ title }) => title !== "")
    .sort((a, b) =>
      a.path.split("/")[1].localeCompare(b.path.split("/")[1]) || a.title.localeCompare(b.title)
    );
}

async function rows(cache: Cache): Promise<Kept[]> {
  const found = (await cache.keys()).filter(({ url }) =>
    new URL(url).pathname.startsWith("/kept/")
  );
  return await Promise.all(found.map(async (row) => await (await cache.match(row))!.json()));
}

/** Writes a row. */
export const write = (cache: Cache, row: Kept) =>
  cache.put(
    rowOf(row.path),
    Response.json(row, { headers: { "content-type": "application/json" } }),
  );

/** Takes what is kept of one score or list away; the rows stay. */
export async function clear(cache: Cache, path: string): Promise<void> {
  const id = path.split("/")[2];
  for (const request of await cache.keys()) {
    const { pathname, searchParams } = new URL(request.url);
    const isOf = pathname === path || pathname.startsWith(`${path}/`);
    if (isOf || searchParams.get("list") === id) await cache.delete(request);
  }
}

/** Takes a score or list from this device; with a list go the scores that are kept for it alone. */
export async function remove(path: string): Promise<void> {
  const cache = await keptCache();
  if (cache === null) return;
  for (const row of await rows(cache)) {
    const within = row.within.filter((one) => one !== path);
    if (row.path === path || (within.length === 0 && row.within.length > 0)) {
      await clear(cache, row.path);
      await cache.delete(rowOf(row.path));
    } else if (within.length < row.within.length) await write(cache, { ...row, within });
  }
  await sweep(cache);
}

/** Takes scripts, styles and fonts away that no kept page needs; with the last of it all goes. */
export async function sweep(cache: Cache): Promise<void> {
  const left = await rows(cache);
  if (left.every(({ title }) => title === "")) return await removeAll();
  const used = new Set(left.flatMap(({ assets }) => assets));
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    const isAsset = pathname.startsWith("/_fresh/") || search.startsWith("?__frsh_c");
    if (isAsset && !used.has(pathname + search)) await cache.delete(request);
  }
}

/** Takes everything from this device, and the worker that answers with it. */
export async function removeAll(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
  await (await navigator.serviceWorker.getRegistration())?.unregister();
}
