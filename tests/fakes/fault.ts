/**
 * What can go wrong with somebody else's server: the list of faults as data, and how each is
 * played. Nothing here knows a vendor; a vendor brings its own error bodies.
 *
 * @module
 */

/** What one fault is. */
export interface FaultFacts {
  /** Whether the vendor does the work (accepts the mail, answers the prompt) before it fails. */
  readonly works: boolean;
  /** What a client sees, in words. */
  readonly what: string;
}

/** Every fault that every fake can play. */
export const faults = {
  refuse: { works: false, what: "nobody listens on the port" },
  hang: { works: false, what: "the connection is accepted and nothing ever comes" },
  drip: { works: true, what: "the answer comes a byte at a time" },
  cut: { works: true, what: "the connection ends half way through the body" },
  html: { works: false, what: "502 with a page for people" },
  html_200: { works: false, what: "200 with a page for people" },
  "401": { works: false, what: "the key is not accepted" },
  "404": { works: false, what: "the thing called is gone" },
  "429": { works: false, what: "too many requests, with no word on when to come back" },
  "429_retry_after": { works: false, what: "too many requests, come back in a second" },
  daily_quota: { works: false, what: "the day's quota is used up" },
  "500": { works: false, what: "an error inside the vendor" },
  "503": { works: false, what: "the vendor is overloaded" },
  malformed_json: { works: false, what: "200 with JSON that ends too early" },
  wrong_shape: { works: false, what: "200 with valid JSON of another shape" },
  huge: { works: false, what: "200 with 20 MB of body and no length announced" },
  late: { works: true, what: "the work is done at once, the answer comes late" },
} as const satisfies Record<string, FaultFacts>;

/** The name of a fault. */
export type Fault = keyof typeof faults;

/** Faults that are an answer in the vendor's own words. */
export type VendorFault =
  | "401"
  | "404"
  | "429"
  | "429_retry_after"
  | "daily_quota"
  | "500"
  | "503";

/** How a fault is played; every field may be left out. */
export interface FaultOptions {
  /** How many requests it spoils before it is over; without it, until mended. */
  readonly times?: number;
  /** Which requests, by path and query; without it, all. */
  readonly only?: RegExp;
  /** `late`: how long the answer takes (6,000 ms). `drip`: time between bytes (200 ms). */
  readonly ms?: number;
  /** Whether the work is done; the fault's own `works` when left out. */
  readonly works?: boolean;
}

/** What a fault needs to know of the request that it spoils. */
export interface Scene {
  readonly options: FaultOptions;
  /** Does the work and gives the answer of a healthy day. */
  readonly answer: () => Promise<Response>;
  /** The vendor's own error of this name. */
  readonly error: () => Response;
  /** Ends when the fault is mended or the server stops. */
  readonly over: AbortSignal;
  /** Ends when the client leaves. A call, because Deno warns once of any use of this signal. */
  readonly left: () => AbortSignal;
}

/** The size of the body that `huge` sends. */
export const HUGE_BYTES = 20 * 1024 * 1024;

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const PAGE = "<!doctype html><title>Bad gateway</title><h1>Something is wrong on our side</h1>";

function page(status: number): Response {
  return new Response(PAGE, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Resolves after `ms`, or at once when `signal` ends. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) return Promise.resolve();
  const timer = setTimeout(done, ms);
  signal.addEventListener("abort", done);
  function done() {
    clearTimeout(timer);
    signal.removeEventListener("abort", done);
    resolve();
  }
  return promise;
}

async function drip({ answer, options, over }: Scene): Promise<Response> {
  const response = await answer();
  const bytes = await response.bytes();
  const gone = new AbortController();
  const end = AbortSignal.any([over, gone.signal]);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent > 0) await pause(options.ms ?? 200, end);
      if (gone.signal.aborted) return;
      // Mended: the rest comes at once.
      const upTo = over.aborted ? bytes.length : sent + 1;
      controller.enqueue(bytes.subarray(sent, upTo));
      sent = upTo;
      if (sent === bytes.length) controller.close();
    },
    cancel: () => gone.abort(),
  }, { highWaterMark: 0 });
  return new Response(body, { status: response.status, headers: response.headers });
}

async function cut({ answer }: Scene): Promise<Response> {
  const response = await answer();
  const bytes = await response.bytes();
  const headers = new Headers(response.headers);
  headers.set("content-length", String(bytes.length));
  // A body that ends before its announced length makes the server close the connection.
  const half = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      controller.close();
    },
  });
  return new Response(half, { status: response.status, headers });
}

function huge(): Response {
  const piece = new TextEncoder().encode("a".repeat(64 * 1024));
  let left = HUGE_BYTES;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"padding":"')),
    pull(controller) {
      controller.enqueue(piece);
      left -= piece.length;
      if (left > 0) return;
      controller.enqueue(new TextEncoder().encode('"}'));
      controller.close();
    },
  });
  return new Response(body, { headers: JSON_TYPE });
}

const plays: Partial<Record<string, (scene: Scene) => Response | Promise<Response>>> = {
  async hang({ answer, over, left }) {
    const gone = left();
    await new Promise<void>((end) => {
      if (over.aborted || gone.aborted) return end();
      for (const signal of [over, gone]) signal.addEventListener("abort", () => end());
    });
    // Mended while the client still waits: the server thaws and works as ever. A client that
    // has just left is noticed a moment later, and for it nothing must be done.
    await pause(30, gone);
    return gone.aborted ? new Response() : answer();
  },
  drip,
  cut,
  html: () => page(502),
  html_200: () => page(200),
  malformed_json: () => new Response('{"id": "4ef9a417-02e9', { headers: JSON_TYPE }),
  wrong_shape: () => new Response('{"hello":["world",1,null]}', { headers: JSON_TYPE }),
  huge,
  async late({ answer, options, over }) {
    const response = await answer();
    await pause(options.ms ?? 6000, over);
    return response;
  },
};

/**
 * Spoils one request. A fault without a way of its own to be played is the vendor's error of
 * that name. `refuse` is played by closing the port, not here.
 */
export async function play(fault: string, scene: Scene): Promise<Response> {
  const playing = plays[fault] ?? scene.error;
  if (!scene.options.works || faults[fault as Fault]?.works) return playing(scene);
  // Done now and once, whatever the client gets to hear of it.
  const done = await scene.answer();
  return playing({ ...scene, answer: () => Promise.resolve(done) });
}
