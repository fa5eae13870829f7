/**
 * Keeps a score or a list on this device, so that it opens without a network.
 *
 * @module
 */
import {
  clear,
  find,
  type Kept,
  keptCache,
  PREFIX,
  remove,
  removeAll,
  sweep,
  write,
} from "./kept.ts";
import { createAssets, fetched, type Page, pictures, read, store } from "./pages.ts";

/** Says how far it is: pages of a score, scores of a list. */
type Tell = (done: number, of: number) => void;

const AT_ONCE = 3;
/** What somebody sees who asks for what is not kept. */
const OFFLINE = "/offline";

/**
 * Keeps the score or list at `path` of the person with this mark; what is there already is not
 * loaded again. Gives null when it is done, else the sentence that says why not.
 */
export async function keep(path: string, mark: string, tell: Tell): Promise<string | null> {
  let cache: Cache;
  try {
    cache = await opened(mark);
  } catch {
    return "This browser cannot keep scores. It may be in a private window, or too old.";
  }
  try {
    await keepAll(cache, path, mark, tell);
    return null;
  } catch (error) {
    if (isFull(error)) {
      // What was kept before stays; of the rest nothing is to take room for nothing.
      if (await find(path) === null) await remove(path);
      return "This device has no room for it, so it is not kept.";
    }
    return "Not all of it came. Press again, and it goes on where it stopped.";
  }
}

const isFull = (error: unknown) =>
  error instanceof DOMException && error.name === "QuotaExceededError";

/** The cache of this person; another's goes. */
async function opened(mark: string): Promise<Cache> {
  const name = PREFIX + mark;
  const names = await caches.keys();
  if (names.some((other) => other.startsWith(PREFIX) && other !== name)) await removeAll();
  await navigator.serviceWorker.register("/sw.js");
  // What is kept is not to go when the device is short of room; a browser may ask the person.
  navigator.storage?.persist?.().catch(() => {});
  return await caches.open(name);
}

async function keepAll(cache: Cache, path: string, mark: string, tell: Tell): Promise<void> {
  const assets = createAssets(cache);
  const row = (page: Page, more: Partial<Kept>): Kept => ({
    path: page.address,
    title: "",
    by: "",
    at: Date.now(),
    pages: 0,
    bytes: 0,
    within: [],
    places: [],
    ...more,
    assets: assets.found(),
  });

  /** A row that is about to change: if that breaks off, what its page needs before and after is there. */
  async function hold(at: string): Promise<void> {
    const before = await find(at);
    if (before === null) return;
    const both = [...new Set([...before.assets, ...assets.found()])];
    await write(cache, { ...before, assets: both });
  }

  /** Keeps a score, with the addresses at which a list has it; `within` says for what. */
  async function score(at: string, places: string[], within: string, tell: Tell): Promise<void> {
    const before = await find(at);
    try {
      await kept(at, places, [...new Set([...(before?.within ?? []), within])], tell);
    } catch (error) {
      if (before === null && isFull(error)) await clear(cache, at);
      throw error;
    }
  }

  async function kept(at: string, places: string[], within: string[], tell: Tell): Promise<void> {
    const page = await read(at, mark);
    const wanted = await pictures(page);
    await assets.of(page);
    let bytes = 0;
    for (let done = 0; done < wanted.length; done += AT_ONCE) {
      tell(done, wanted.length);
      const some = wanted.slice(done, done + AT_ONCE);
      // None is still on its way when it is over.
      const came = await Promise.allSettled(some.map((address) => fetched(cache, address)));
      for (const one of came) {
        if (one.status === "rejected") throw one.reason;
        bytes += one.value;
      }
    }
    await hold(at);
    for (const place of places) bytes += await store(cache, await read(place, mark));
    bytes += await store(cache, page);
    await forgetOthers(cache, at, wanted);
    await write(cache, row(page, { ...named(page), pages: wanted.length, bytes, within }));
  }

  const offline = await read(OFFLINE, mark);
  await assets.of(offline);
  await hold(OFFLINE);
  await store(cache, offline);
  await write(cache, row(offline, {}));
  if (path.startsWith("/scores/")) await score(path, [], path, tell);
  else {
    const page = await read(path, mark);
    await assets.of(page);
    const places = placesOf(page.doc);
    const scores = [...new Set(places.map((place) => place.split("?")[0]))];
    for (const [n, one] of scores.entries()) {
      tell(n, scores.length);
      const here = places.filter((place) => place.startsWith(`${one}?`));
      await score(one, here, path, () => {});
    }
    await hold(path);
    const bytes = await store(cache, page);
    await write(cache, row(page, { ...named(page), bytes, places, pages: scores.length }));
  }
  await sweep(cache);
}

/** The addresses of a list's places, in order, as the worker knows them: whichever page is open. */
export function placesOf(doc: Document): string[] {
  const links = [...doc.querySelectorAll<HTMLAnchorElement>("#order-list a[href*='?list=']")];
  const places = links.map((link) => link.getAttribute("href")!.replace(/&page=.*/, ""));
  return [...new Set(places)];
}

/** What a page calls itself. */
function named({ doc }: Page): Pick<Kept, "title" | "by"> {
  const text = (selector: string) => doc.querySelector(selector)?.textContent?.trim() ?? "";
  return { title: text("h1"), by: text("[data-composer]") };
}

/** Pictures as they were before the margins were cropped, or for another screen. */
async function forgetOthers(cache: Cache, path: string, wanted: readonly string[]): Promise<void> {
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    const isPicture = pathname.startsWith(`${path}/pages/`);
    if (isPicture && !wanted.includes(pathname + search)) await cache.delete(request);
  }
}

/** Keeps what is kept already as it is by now; whatever goes wrong, it stays as it was. */
export async function renew(path: string, mark: string): Promise<void> {
  const cache = await keptCache();
  const before = await find(path);
  if (cache === null || before === null) return;
  if (path.startsWith("/scores/") || before.places.join() !== placesOf(document).join()) {
    await keepAll(cache, path, mark, () => {}).catch(() => {});
  }
}
