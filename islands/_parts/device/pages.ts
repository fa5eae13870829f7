/**
 * Pages, and what they need, on their way from the network into the cache.
 *
 * @module
 */

/** A page as the server gives it, and as a document that runs nothing and loads nothing. */
export interface Page {
  readonly address: string;
  readonly answer: Response;
  readonly html: string;
  readonly doc: Document;
}

/** Reads a page. @throws where it does not come, or is shown to somebody else by now */
export async function read(address: string, mark: string): Promise<Page> {
  const answer = await fetch(address, { headers: { "x-keep": "yes" } });
  if (!answer.ok || answer.redirected || answer.headers.get("x-owner") !== mark) {
    throw new Error(`Cannot keep ${address}: ${answer.status}`);
  }
  const html = await answer.text();
  return { address, answer, html, doc: new DOMParser().parseFromString(html, "text/html") };
}

/** Puts a page into the cache, with its headers: its policy and the nonce in it belong together. Gives its size. */
export async function store(cache: Cache, { address, answer, html }: Page): Promise<number> {
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  await cache.put(address, new Response(html, { headers }));
  return html.length;
}

/** Puts a picture into the cache unless it is there; gives its size. @throws where it does not come */
export async function fetched(cache: Cache, address: string): Promise<number> {
  const there = await cache.match(address, { ignoreVary: true });
  const answer = there ?? await fetch(address, { headers: { accept: "image/*" } });
  if (!answer.ok) throw new Error(`Cannot keep ${address}`);
  const bytes = await answer.blob();
  if (!there) await cache.put(address, new Response(bytes, { headers: answer.headers }));
  return bytes.size;
}

/** The pictures of a score's pages, as wide as this browser takes them on this screen. */
export async function pictures({ doc }: Page): Promise<string[]> {
  const images = [...doc.querySelectorAll<HTMLImageElement>(".plain-pages img")];
  if (images.length === 0) return [];
  const probe = new Image();
  probe.sizes = images[0].sizes;
  probe.srcset = images[0].srcset;
  await probe.decode().catch(() => {});
  const chosen = /[?&](w=\d+)/.exec(probe.currentSrc)?.[1] ?? "w=1600";
  return images.map(({ srcset, src }) =>
    srcset.split(", ").map((one) => one.split(" ")[0]).find((one) => one.includes(chosen)) ?? src
  );
}

const NEEDED = "link[rel=stylesheet],link[rel=modulepreload],link[rel=preload],link[rel=icon]," +
  "script[src]";
/** What a script imports, at once or later, and what a style sheet names. */
const NAMED = /["'](\.\/[\w-]+\.js)["']|url\(\s*["']?(\/[^"')\s]+)/g;

/** Keeps scripts, styles and fonts, each with its hash in its address: those of this build stay. */
export function createAssets(cache: Cache) {
  const found = new Set<string>();

  async function follow(address: string): Promise<void> {
    if (found.has(address)) return;
    found.add(address);
    let answer = await cache.match(address, { ignoreVary: true });
    if (answer === undefined) {
      const fresh = await fetch(address);
      if (!fresh.ok) throw new Error(`Cannot keep ${address}`);
      await cache.put(address, fresh.clone());
      answer = fresh;
    }
    if (!/\.(js|css)(\?|$)/.test(address)) return;
    for (const [, script, file] of (await answer.text()).matchAll(NAMED)) {
      const { pathname, search } = new URL(script ?? file, new URL(address, location.origin));
      await follow(pathname + search);
    }
  }

  return {
    /** Keeps what a page needs. */
    async of({ doc }: Page): Promise<void> {
      for (const element of doc.querySelectorAll(NEEDED)) {
        await follow(element.getAttribute("href") ?? element.getAttribute("src")!);
      }
    },

    /** Whatever was kept so far. */
    found: (): string[] => [...found],
  };
}
