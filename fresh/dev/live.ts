import { BuildError } from "./build_error.ts";

/** Options of `builder.listen`: those of `Deno.serve`. */
export type BuilderListenOptions = Partial<Deno.ServeTcpOptions>;

type Page = ReadableStreamDefaultController<string>;

const EVENTS = "/_fresh/alive";
const SCRIPT = "/_fresh/alive.js";
const SOURCE = new URL("./alive.js", import.meta.url);

/** What answers from now on. */
export interface Made {
  /** What it throws is shown in the browser. */
  handler: Deno.ServeHandler;
  /** Path and hash of static files, where nothing else has changed. */
  changed?: Record<string, string>;
}

/**
 * Serves an app while it is written. A build or import that fails is shown in
 * the browser; pages load again by themselves once something has changed.
 *
 * @param make builds the app, and again when it gets the paths that have changed
 * @param watch gives paths that have changed
 */
export async function serveLive(
  make: (paths?: string[]) => Promise<Made>,
  options: BuilderListenOptions,
  watch?: (changed: (paths: string[]) => void) => Disposable,
): Promise<void> {
  // Loopback unless told otherwise: pages under work are nobody else's.
  const { hostname = "127.0.0.1" } = options;
  const pages = new Set<Page>();
  let id: string;
  let serving: Made;
  const remake = async (paths?: string[]) => {
    serving = await make(paths).catch((error) => {
      console.error(error instanceof BuildError ? error.message : error);
      return { handler: () => Promise.reject(error) };
    });
    const { changed } = serving;
    // Who only has to change styles stays the page that it is.
    if (changed === undefined) id = crypto.randomUUID();
    for (const page of pages) page.enqueue(message(id, changed));
  };
  let last = remake();
  using _watching = watch?.((paths) => last = last.then(() => remake(paths)));
  await last;
  const server = await whenFree(() =>
    Deno.serve({ ...options, hostname } as Deno.ServeTcpOptions, async (req, info) => {
      const { hostname: asked, pathname } = new URL(req.url);
      if (!isOwnHost(asked, hostname)) {
        const text = `${asked} is not served here. The option "hostname" of listen() names a host.`;
        return new Response(text, { status: 421 });
      }
      if (pathname === EVENTS) return events(id, pages);
      if (pathname === SCRIPT) {
        return new Response(await Deno.readFile(SOURCE), headersOf("text/javascript"));
      }
      const by = id;
      const res = await Promise.try(serving.handler, req, info).catch(failurePage);
      return await reloading(req, res, by);
    })
  );
  await server.finished;
}

/**
 * Whether a host that is asked for leads here by right: this machine, an address, the name that was
 * given. Any other might be of a page on the web that has turned its own name to this machine, so as
 * to read what is under work (DNS rebinding); an address cannot be turned.
 */
export function isOwnHost(asked: string, given: string): boolean {
  return /^([^.]+\.)*localhost$|^[\d.]+$|^\[.*\]$/.test(asked) || asked === given.toLowerCase();
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
  headers: { "content-type": type, "cache-control": "no-store" },
});

/** Tells a page what answers now, and which static files alone are others. */
const message = (id: string, changed?: Made["changed"]) =>
  `data: ${JSON.stringify({ id, changed })}\n\n`;

/** Tells a page what is changed, for as long as it is open. */
function events(id: string, pages: Set<Page>): Response {
  let page: Page;
  const body = new ReadableStream<string>({
    start(controller) {
      pages.add(page = controller);
      page.enqueue("retry: 50\n" + message(id));
    },
    cancel() {
      pages.delete(page);
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), headersOf("text/event-stream"));
}

/**
 * A page with the reloading script, and the nonce that its policy asks. A fault
 * in plain text becomes a page, so that it loads again once it is mended.
 */
async function reloading(req: Request, res: Response, id: string): Promise<Response> {
  const type = res.headers.get("content-type") ?? "";
  if (
    res.status >= 500 && type.startsWith("text/plain") &&
    req.headers.get("accept")?.includes("text/html")
  ) res = faultPage(`Error ${res.status}`, await res.text(), res);
  else if (!type.startsWith("text/html")) return res;
  if (res.body === null) return res;
  const { status, statusText } = res;
  const headers = new Headers(res.headers);
  headers.delete("content-length");
  const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1];
  const allowed = nonce ? ` nonce="${nonce}"` : "";
  const tag = `<script type="module" src="${SCRIPT}?${id}"${allowed}></script>`;
  const end = (out: TransformStreamDefaultController) => out.enqueue(new TextEncoder().encode(tag));
  const page = res.body.pipeThrough(new TransformStream({ flush: end }));
  return new Response(page, { status, statusText, headers });
}

function failurePage(error: unknown): Response {
  const text = error instanceof Error && !(error instanceof BuildError) ? error.stack : error;
  return faultPage("The build failed", String(text), { status: 500, ...headersOf("text/html") });
}

function faultPage(title: string, text: string, { status, headers }: ResponseInit): Response {
  // Without a terminal's colours and what `modules.ts` adds to addresses.
  // deno-lint-ignore no-control-regex
  const plain = text.replace(/\x1b\[[0-9;]*m|\?v=\d+/g, "")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const html = `<!DOCTYPE html><html lang="en" data-failed><head><meta charset="utf-8">` +
    `<title>${title}</title></head><body><h1>${title}</h1><pre>${plain}</pre></body></html>`;
  const page = new Response(html, { status, headers });
  page.headers.set("content-type", "text/html; charset=utf-8");
  return page;
}
