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
  const changed = Object.entries(JSON.parse(data) ?? { "": "" }).map(([path, hash]) => [
    path ? sheets.filter(({ href }) => new URL(href).pathname.endsWith(path)) : [],
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

/** Files that change without a restart. */
export interface LiveFolder {
  folder: string;
  /** Builds them again; gives the path and hash of those that changed. */
  renew: () => Promise<Record<string, string>>;
}

/**
 * Serves an app while it is written. A build or import that fails is shown in
 * the browser; the page reloads by itself once the server has restarted.
 *
 * @param start builds the app and makes its handler
 * @param files what is built again while the server goes on
 */
export async function serveLive(
  start: () => Promise<Handler>,
  options: BuilderListenOptions,
  files?: LiveFolder,
): Promise<void> {
  const id = crypto.randomUUID();
  let handler: Handler | undefined;
  let failure: unknown;
  try {
    handler = await start();
  } catch (error) {
    failure = error;
    console.error(error instanceof BuildError ? error.message : error);
  }
  using _watcher = files && handler && watch(files, (error) => failure = error);
  const server = await whenFree(() =>
    Deno.serve(
      // Loopback unless told otherwise: pages under work are nobody else's.
      { hostname: "127.0.0.1", ...options } as Deno.ServeTcpOptions,
      async (req, info) => {
        const { pathname } = new URL(req.url);
        if (pathname === EVENTS) return events(id);
        if (pathname === SCRIPT) return script();
        if (handler === undefined || failure !== undefined) return failurePage(failure, id);
        return await withScript(shown(req, await handler(req, info)), id);
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
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** How long a change may still be one with the one before: editors write in several steps. */
const SETTLED_MS = 20;
/** Tells the pages that are open. */
const pages = new Set<(text: string) => void>();

/** Builds files again when they change, and tells the pages or what is wrong. */
function watch({ folder, renew }: LiveFolder, tell: (failure: unknown) => void): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Promise.resolve();
  const again = async () => {
    // Nothing to put in place: the page that says what is wrong is to be loaded.
    let changed: Record<string, string> | null = null;
    try {
      changed = await renew();
      tell(undefined);
    } catch (error) {
      console.error(error);
      tell(error);
    }
    for (const send of pages) send(`event: static\ndata: ${JSON.stringify(changed)}\n\n`);
  };
  const watcher = watchFs(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(() => last = last.then(again), SETTLED_MS);
  });
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

/** Watches a folder, if there is one. */
function watchFs(folder: string, changed: () => void): Deno.FsWatcher | undefined {
  try {
    const watcher = Deno.watchFs(folder);
    (async () => {
      for await (const { kind } of watcher) if (kind !== "access") changed();
    })();
    return watcher;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function events(id: string): Response {
  let beat: ReturnType<typeof setInterval> | undefined;
  let send: (text: string) => void;
  const body = new ReadableStream({
    start(controller) {
      send = (text) => controller.enqueue(new TextEncoder().encode(text));
      pages.add(send);
      send(`retry: 50\ndata: ${id}\n\n`);
      beat = setInterval(() => send(":\n\n"), 15_000);
    },
    cancel() {
      clearInterval(beat);
      pages.delete(send);
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}

function script(): Response {
  return new Response(SOURCE, {
    headers: { "content-type": "text/javascript", "cache-control": "no-store" },
  });
}

const tagOf = (id: string) => `<script type="module" src="${SCRIPT}?${id}"></script>`;

/** Adds the reloading script to a page, with the nonce that its policy asks. */
async function withScript(res: Response, id: string): Promise<Response> {
  const type = res.headers.get("content-type") ?? "";
  if (!type.startsWith("text/html") || res.body === null) return res;
  const policy = res.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  const tag = nonce ? tagOf(id).replace("><", ` nonce="${nonce}"><`) : tagOf(id);
  const headers = new Headers(res.headers);
  headers.delete("content-length");
  const { status, statusText } = res;
  return new Response(await res.text() + tag, { status, statusText, headers });
}

/** A fault in plain text becomes a page, so that it reloads once it is mended. */
function shown(req: Request, res: Response): Response {
  const type = res.headers.get("content-type") ?? "";
  const asked = req.headers.get("accept")?.includes("text/html");
  if (res.status < 500 || !asked || !type.startsWith("text/plain")) return res;
  const headers = new Headers(res.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.delete("content-length");
  const { status } = res;
  const stream = new ReadableStream({
    async start(controller) {
      const text = escaped(await res.text());
      const html = `<!DOCTYPE html><title>Error ${status}</title><pre>${text}</pre>`;
      controller.enqueue(new TextEncoder().encode(html));
      controller.close();
    },
  });
  return new Response(stream, { status, headers });
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;" };

function failurePage(error: unknown, id: string): Response {
  const text = error instanceof BuildError
    ? error.message
    : error instanceof Error
    ? error.stack ?? error.message
    : String(error);
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">` +
    `<title>${FAILED}</title></head><body><h1>${FAILED}</h1>` +
    `<pre>${escaped(text)}</pre>${tagOf(id)}</body></html>`;
  return new Response(html, {
    status: 500,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    },
  });
}

/** Text for HTML, without a terminal's colours. */
function escaped(text: string): string {
  return text.replace(/[&<]/g, (c) => ESCAPES[c])
    // deno-lint-ignore no-control-regex
    .replace(/\x1b\[[0-9;]*m/g, "");
}
