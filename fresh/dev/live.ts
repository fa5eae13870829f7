import { ASSET_QUERY } from "../assets.ts";
import { BuildError } from "./bundle.ts";

/** Options of `builder.listen`: those of `Deno.serve`. */
export type BuilderListenOptions = Partial<Deno.ServeTcpOptions>;

type Handler = (req: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

const EVENTS = "/_fresh/alive";
const SCRIPT = "/_fresh/alive.js";

const FAILED = "The build failed";

/**
 * Reloads when the server that answers is another one than before, and scrolls
 * back to where the page was, also past failures in between.
 */
const SOURCE = `// Of the server that made the page, which may be gone before it is listened to.
let known = new URL(import.meta.url).search.slice(1);
const failed = document.title === ${JSON.stringify(FAILED)};
const key = "fresh scroll " + location.pathname;
const kept = sessionStorage.getItem(key);
if (kept !== null && !failed) {
  // The browser has its own idea of the place, and after a failure it is the wrong one.
  history.scrollRestoration = "manual";
  scrollTo(0, Number(kept));
  sessionStorage.removeItem(key);
}
const again = () => {
  if (!failed) sessionStorage.setItem(key, scrollY);
  location.reload();
};
const events = new EventSource(${JSON.stringify(EVENTS)});
events.onmessage = ({ data }) => {
  if (known !== data) again();
  known = data;
};
// Styles change in place; of other files nobody knows what shows them.
events.addEventListener("static", ({ data }) => {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  const changed = Object.entries(JSON.parse(data)).map(([path, hash]) => [
    sheets.filter(({ href }) => new URL(href).pathname.endsWith(path)),
    hash,
  ]);
  if (failed || !changed.every(([links]) => links.length > 0)) return again();
  for (const [links, hash] of changed) {
    for (const link of links) {
      const url = new URL(link.href);
      url.searchParams.set(${JSON.stringify(ASSET_QUERY)}, hash);
      link.href = url.href;
    }
  }
});
`;

/** What answers from now on. */
export interface Made {
  handler: Handler;
  /** Path and hash of static files, where nothing else has changed. */
  changed?: Record<string, string>;
  /** What is wrong, as with a route that could not be loaded when it was asked for. */
  fault?: () => unknown;
}

/**
 * Serves an app while it is written. A build or import that fails is shown in
 * the browser; pages load again by themselves once something has changed.
 *
 * @param make builds the app, and again when it gets the files that have changed;
 *   nothing where they do not matter
 * @param watch gives files that have changed
 */
export async function serveLive(
  make: (files?: string[]) => Promise<Made | undefined>,
  options: BuilderListenOptions,
  watch?: (changed: (files: string[]) => void) => Disposable,
): Promise<void> {
  const pages = new Set<(text: string) => void>();
  let id: string;
  let serving: Made;
  const remake = async (files?: string[]) => {
    try {
      const made = await make(files);
      if (made === undefined) return;
      serving = made;
    } catch (error) {
      serving = { handler: () => new Response(), fault: () => error };
      console.error(error instanceof BuildError ? error.message : error);
    }
    const { changed } = serving;
    // Who only has to change styles stays the page that it is.
    if (changed === undefined) id = crypto.randomUUID();
    const text = changed ? `event: static\ndata: ${JSON.stringify(changed)}` : `data: ${id}`;
    for (const send of pages) send(`${text}\n\n`);
  };
  let last = remake();
  using _watching = watch?.((files) => last = last.then(() => remake(files)));
  await last;
  const server = await whenFree(() =>
    Deno.serve(
      // Loopback unless told otherwise: pages under work are nobody else's.
      { hostname: "127.0.0.1", ...options } as Deno.ServeTcpOptions,
      async (req, info) => {
        const { pathname } = new URL(req.url);
        if (pathname === EVENTS) return events(id, pages);
        if (pathname === SCRIPT) return new Response(SOURCE, { headers: headersOf("javascript") });
        const [made, by] = [serving, id];
        const res = await made.handler(req, info);
        const fault = made.fault?.();
        if (fault) return failurePage(fault, by);
        return await reloading(req, res, by);
      },
    )
  );
  await server.finished;
}

/** How long the server of the start before may hold its port. */
const PORT_MS = 2_000;

/** Listens, again and again for a while where the port is still taken. @throws {Deno.errors.AddrInUse} */
async function whenFree<T>(listen: () => T): Promise<T> {
  const end = Date.now() + PORT_MS;
  while (true) {
    try {
      return listen();
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse) || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const headersOf = (type: string) => ({
  "content-type": `text/${type}; charset=utf-8`,
  "cache-control": "no-store",
});

/** Tells a page what is changed, for as long as it is open. */
function events(id: string, pages: Set<(text: string) => void>): Response {
  let beat: ReturnType<typeof setInterval> | undefined;
  let send: (text: string) => void;
  const body = new ReadableStream<string>({
    start(controller) {
      pages.add(send = (text) => controller.enqueue(text));
      send(`retry: 50\ndata: ${id}\n\n`);
      beat = setInterval(() => send(":\n\n"), 15_000);
    },
    cancel() {
      clearInterval(beat);
      pages.delete(send);
    },
  });
  const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
  return new Response(body.pipeThrough(new TextEncoderStream()), { headers });
}

const tagOf = (id: string) => `<script type="module" src="${SCRIPT}?${id}"></script>`;

/**
 * A page with the reloading script, and the nonce that its policy asks. A fault
 * in plain text becomes a page, so that it loads again once it is mended.
 */
async function reloading(req: Request, res: Response, id: string): Promise<Response> {
  const { status, statusText } = res;
  const headers = new Headers(res.headers);
  const type = headers.get("content-type") ?? "";
  const isFault = status >= 500 && type.startsWith("text/plain") &&
    req.headers.get("accept")?.includes("text/html");
  if (res.body === null || !isFault && !type.startsWith("text/html")) return res;
  const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1];
  const tag = nonce ? tagOf(id).replace("><", ` nonce="${nonce}"><`) : tagOf(id);
  headers.delete("content-length");
  if (!isFault) {
    const end = (out: TransformStreamDefaultController) =>
      out.enqueue(new TextEncoder().encode(tag));
    const page = res.body.pipeThrough(new TransformStream({ flush: end }));
    return new Response(page, { status, statusText, headers });
  }
  headers.set("content-type", "text/html; charset=utf-8");
  const page = `<!DOCTYPE html><title>Error ${status}</title><pre>${
    escaped(await res.text())
  }</pre>`;
  return new Response(page + tag, { status, statusText, headers });
}

function failurePage(error: unknown, id: string): Response {
  const text = error instanceof Error && !(error instanceof BuildError) ? error.stack : error;
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">` +
    `<title>${FAILED}</title></head><body><h1>${FAILED}</h1>` +
    `<pre>${escaped(String(text))}</pre>${tagOf(id)}</body></html>`;
  return new Response(html, { status: 500, headers: headersOf("html") });
}

/** Text for HTML, without a terminal's colours and what `modules.ts` adds to addresses. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    // deno-lint-ignore no-control-regex
    .replace(/\x1b\[[0-9;]*m|\?v=\d+/g, "");
}
