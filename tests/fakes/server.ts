/**
 * A vendor on a real port of the loopback, which remembers what it was asked and can be broken
 * and mended while it runs.
 *
 * @module
 */
import { type Fault, type FaultOptions, play, type VendorFault } from "./fault.ts";

/** A request as the fake remembers it. */
export interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed by its content type: JSON, a form as an object, else text; `null` when empty. */
  readonly body: unknown;
  /** When it came, in ms since 1970. */
  readonly at: number;
}

/** A request while it is answered. */
export interface Received extends Recorded {
  readonly url: URL;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a vendor must tell: how it answers, and how it words its errors. */
export interface Vendor<Extra extends string> {
  readonly answer: (received: Received) => Response | Promise<Response>;
  /** The error of this name, or the odd answer that only this vendor gives. */
  readonly error: (name: VendorFault | Extra, received: Received) => Response;
  /** What is kept of a body, when the whole is too much. */
  readonly summarize?: (body: unknown) => unknown;
}

/** The controls that every fake has. */
export interface Fake<Extra extends string = never> extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, the same before and after a `refuse`. */
  readonly origin: string;
  /** Every request that came through, oldest first. */
  readonly requests: Recorded[];
  /**
   * Breaks it. Faults add up; of those that fit a request, the newest is played. `refuse` spoils
   * every connection: it takes neither `times` nor `only`, and what is open is closed.
   */
  break(fault: Fault | Extra, options?: FaultOptions): Promise<void>;
  /** Ends every fault; what hangs is answered, what was closed is open again. */
  mend(): Promise<void>;
}

interface Broken {
  readonly fault: string;
  readonly options: FaultOptions;
  readonly ended: AbortController;
  left: number;
}

const decoder = new TextDecoder();

function parseBody(bytes: Uint8Array, type: string): unknown {
  if (bytes.length === 0) return null;
  const text = decoder.decode(bytes);
  if (type.includes("form-urlencoded")) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function receive(request: Request): Promise<Received> {
  const url = new URL(request.url);
  const bytes = await request.bytes();
  return {
    method: request.method,
    path: url.pathname + url.search,
    url,
    headers: Object.fromEntries(request.headers),
    body: parseBody(bytes, request.headers.get("content-type") ?? ""),
    bytes,
    at: Date.now(),
  };
}

/**
 * Starts a vendor on a free port. Ends with `await using`, with everything that still hangs.
 *
 * @example
 * ```ts
 * await using fake = startFake({ answer: () => Response.json({ id: 1 }), error });
 * await fake.break("500", { times: 2 });
 * ```
 */
export function startFake<Extra extends string = never>(vendor: Vendor<Extra>): Fake<Extra> {
  const requests: Recorded[] = [];
  let broken: Broken[] = [];
  // Faults whose last request may still hang.
  const spent: Broken[] = [];
  const working = new Set<Promise<Response>>();
  let stop = new AbortController();
  let server = listen(0);
  const { port } = server.addr;

  function listen(port: number) {
    return Deno.serve(
      { port, hostname: "127.0.0.1", signal: stop.signal, onListen: () => {} },
      (request) => {
        const response = serve(request);
        working.add(response);
        const done = () => void working.delete(response);
        response.then(done, done);
        return response;
      },
    );
  }

  async function serve(request: Request): Promise<Response> {
    const received = await receive(request);
    const { url: _url, bytes: _bytes, ...record } = received;
    requests.push({ ...record, body: vendor.summarize?.(record.body) ?? record.body });
    const answer = async () => await vendor.answer(received);
    const hit = broken.findLast(({ options }) => options.only?.test(received.path) ?? true);
    if (hit === undefined) return answer();
    if (--hit.left === 0) {
      broken = broken.filter((other) => other !== hit);
      spent.push(hit);
    }

    return play(hit.fault, {
      options: hit.options,
      answer,
      error: () => vendor.error(hit.fault as VendorFault | Extra, received),
      over: AbortSignal.any([hit.ended.signal, stop.signal]),
      left: () => request.signal,
    });
  }

  async function close() {
    stop.abort();
    await server.finished;
    await Promise.allSettled(working);
  }

  /** The port is free, but the system may need a moment to give it back. */
  async function reopen() {
    stop = new AbortController();
    for (let attempt = 1;; attempt++) {
      try {
        server = listen(port);
        return;
      } catch (error) {
        if (!(error instanceof Deno.errors.AddrInUse) || attempt === 20) throw error;
        await new Promise((later) => setTimeout(later, 25));
      }
    }
  }

  function endFaults() {
    for (const { ended } of broken.splice(0).concat(spent.splice(0))) ended.abort();
  }

  async function mend() {
    endFaults();
    if (stop.signal.aborted) await reopen();
  }

  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    mend,
    async break(fault, options = {}) {
      if (fault !== "refuse") {
        const left = options.times ?? Infinity;
        broken.push({ fault, options, left, ended: new AbortController() });
        return;
      }
      if (options.times !== undefined || options.only !== undefined) {
        throw new TypeError("Cannot refuse some connections: a closed port refuses all");
      }
      if (!stop.signal.aborted) await close();
    },
    async [Symbol.asyncDispose]() {
      endFaults();
      if (!stop.signal.aborted) await close();
    },
  };
}
