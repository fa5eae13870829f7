import type { ComponentChildren, FunctionComponent, VNode } from "preact";
import { answerError } from "./error_pages.ts";
import { typed } from "./headers.ts";
import { INNER, type Inner, type Step } from "./inner.ts";
import { leftOut } from "./left_out.ts";
import { renderView } from "./render.ts";

/** A context whose state is nobody's business. */
// deno-lint-ignore no-explicit-any
export type AnyContext = Context<any>;

/** What an app was made with. */
export interface FreshConfig {
  /** Where the app is mounted, e.g. "/docs"; "" for the root. */
  basePath?: string;
  /** Default: "production"; a build sets its own. */
  mode?: "development" | "production";
  /**
   * Whether `ctx.url` says what X-Forwarded-Proto and X-Forwarded-Host say. Only
   * for apps that nobody reaches but through a proxy which sets both.
   */
  trustProxy?: boolean;
}

/** What an app runs with. */
export interface ResolvedFreshConfig {
  /** Folder that the paths of the project start from. */
  root: string;
  /** "" or a path such as "/docs". */
  basePath: string;
  mode: "development" | "production";
  trustProxy: boolean;
}

/** Bytes or text, whole or as they come, for `ctx.stream`. */
export type StreamSource =
  | ReadableStream<string | Uint8Array>
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;

const encoder = new TextEncoder();
/** The query parameter of a request for partials. */
const PARTIAL = "fresh-partial";

/** One request on its way through the app. */
export class Context<State> {
  /** Whether only the partials of the page are asked for. */
  readonly isPartial: boolean;
  /** What middlewares hand down. */
  readonly state: State = {} as State;
  /** What a handler gave `page()`. */
  data: unknown = undefined;
  /** What was thrown, on an error page. */
  error: unknown = null;
  /** In a layout or app wrapper: what goes inside. */
  readonly Component: FunctionComponent = nothing;
  /** @internal */
  readonly [INNER]: Inner;

  /** @internal */
  constructor(
    /** The request. */
    readonly req: Request,
    /** The request's address. */
    readonly url: URL,
    /** How the request came: the peer's address. */
    readonly info: Deno.ServeHandlerInfo,
    /** What the app runs with. */
    readonly config: ResolvedFreshConfig,
    /** The pattern that matched, or null. */
    readonly route: string | null,
    /** What the pattern matched, percent-decoded. */
    readonly params: Record<string, string>,
    inner: Inner,
  ) {
    this[INNER] = inner;
    this.isPartial = url.search.includes(PARTIAL) && url.searchParams.has(PARTIAL);
  }

  /**
   * Runs the next middleware, or the handler.
   *
   * @returns its answer; an error thrown below is answered by the nearest error
   *   page, if there is one, so that middlewares see a response
   */
  async next(): Promise<Response> {
    return await run(this);
  }

  /**
   * Renders a page inside its layouts and the app wrapper.
   *
   * @param vnode the page
   * @param init status and headers of the answer
   * @param config `skipAppWrapper`, `skipInheritedLayouts`
   */
  async render(
    // deno-lint-ignore no-explicit-any
    vnode: VNode<any> | ComponentChildren,
    init?: ResponseInit,
    config: { skipAppWrapper?: boolean; skipInheritedLayouts?: boolean } = {},
  ): Promise<Response> {
    return await renderView(this, this[INNER].view, { vnode, config }, init);
  }

  /**
   * Sends the browser elsewhere.
   *
   * @param path a path of this host, or an absolute address. A path never
   *   leaves the host: "//evil.example" becomes "/evil.example"
   * @param status 302, or 301, 303, 307, 308
   */
  redirect(path: string, status = 302): Response {
    // Browsers drop tabs and line breaks and read "\" as "/" (URL standard).
    const clean = path.toWellFormed().replace(/[\t\n\r\0]/g, "").trim();
    let location = /^[/\\]/.test(clean) ? clean.replace(/^[/\\]+/, "/") : clean;
    if (this.isPartial) {
      const [, page, query, hash] = /^([^?#]*)\??([^#]*)(.*)$/.exec(location)!;
      location = `${page}?${query ? `${query}&` : ""}${PARTIAL}=true${hash}`;
    }
    return new Response(null, {
      status,
      headers: { location: location.replace(/[^\x21-\x7e]+/g, encodeURI) },
    });
  }

  /** Upstream's way to a WebSocket, which is left out. */
  upgrade(): never {
    leftOut("ctx.upgrade()", "use Deno.upgradeWebSocket(ctx.req)");
  }

  /** Answers with text. */
  text(content: string, init?: ResponseInit): Response {
    return this.#answer(content, "text/plain; charset=utf-8", init);
  }

  /** Answers with HTML as it is given; nothing is escaped. */
  html(content: string, init?: ResponseInit): Response {
    return this.#answer(content, "text/html; charset=utf-8", init);
  }

  /** Answers with a value as JSON. */
  // deno-lint-ignore no-explicit-any
  json(content: any, init?: ResponseInit): Response {
    const body = JSON.stringify(content);
    return this.#answer(body, "application/json", init);
  }

  /** Answers with text or bytes as they come; stops when the reader goes. */
  stream(source: StreamSource | (() => StreamSource), init?: ResponseInit): Response {
    const given = typeof source === "function" ? source() : source;
    const stream = given instanceof ReadableStream ? given : ReadableStream.from(given);
    // A pipe, not a generator: one that waits for its source would not hear that the reader went.
    const bytes = stream.pipeThrough(
      new TransformStream<string | Uint8Array, Uint8Array>({
        transform: (chunk, controller) =>
          controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk),
      }),
    ) as ReadableStream<Uint8Array<ArrayBuffer>>;
    return new Response(bytes, { status: this[INNER].status, ...init });
  }

  #answer(body: string, type: string, init?: ResponseInit): Response {
    const headers = typed(init?.headers, type);
    return new Response(body, { status: this[INNER].status, ...init, headers });
  }
}

/**
 * What `ctx.next()` does, without a promise where all of it answers at once: a
 * promise a step costs more than the step.
 */
export function run(ctx: AnyContext): Response | Promise<Response> {
  const inner = ctx[INNER];
  const { position } = inner;
  const step = inner.steps[position];
  inner.position = position + 1;
  let answer: unknown;
  try {
    answer = step.fn(ctx);
  } catch (error) {
    answer = Promise.reject(error);
  }
  if (!(answer instanceof Response)) return settled(ctx, step, position, answer);
  inner.position = position;
  return answer;
}

async function settled(
  ctx: AnyContext,
  step: Step,
  position: number,
  given: unknown,
): Promise<Response> {
  try {
    let answer = await given;
    // A lazily loaded middleware: `async () => (await import(…)).default`
    if (typeof answer === "function") answer = await answer(ctx);
    if (answer instanceof Response) return answer;
    throw new TypeError(
      `Cannot answer ${ctx.req.method} ${ctx.url.pathname}: ` +
        `${step.fn.name || "a handler"} gave no Response`,
    );
  } catch (error) {
    return await answerError(ctx, error, step.errors);
  } finally {
    ctx[INNER].position = position;
  }
}

function nothing(): null {
  return null;
}
