import { Context, type ResolvedFreshConfig, run } from "./context.ts";
import { type ErrorStatus, errorStatus, HttpError } from "./error.ts";
import { logError, plainError } from "./error_pages.ts";
import { INNER, innerOf } from "./inner.ts";
import { type Chain, keep, makeChain } from "./routing.ts";
import { segmentsOf } from "./scopes.ts";
import { type Table, usesOf } from "./table.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** One request, from its path to its answer: at once where nothing is to be waited for. */
export function answer(
  req: Request,
  info: Deno.ServeHandlerInfo,
  config: ResolvedFreshConfig,
  table: Table,
): Response | Promise<Response> {
  const asked = addressOf(req, config);
  // Such a request still passes the middlewares, which say how any answer is sent, but asks for
  // nothing.
  const url = asked ?? new URL("http://localhost/");
  const found = asked === null ? undefined : table.find(url.pathname);
  const params = asked === null ? null : decode(url.pathname, found?.params);
  const leaf = params === null ? undefined : found?.data;
  const route = leaf?.pattern ?? null;
  const inner = innerOf(table.snapshot);
  const ctx = new Context<Any>(req, url, info, config, route, params ?? NO_PARAMS, inner);
  try {
    const chain = leaf === undefined
      ? unmatched(table, url.pathname, params === null ? 400 : 404)
      : leaf.chain(req.method);
    const answer = chain instanceof Promise ? chain : begin(ctx, chain);
    return answer instanceof Response ? answer : later(ctx, answer);
  } catch (error) {
    return failed(ctx, error);
  }
}

function begin(ctx: Context<Any>, { steps, view }: Chain): Response | Promise<Response> {
  const inner = ctx[INNER];
  inner.steps = steps;
  inner.view = view;
  return run(ctx);
}

async function later(ctx: Context<Any>, given: Promise<Chain | Response>): Promise<Response> {
  try {
    const ready = await given;
    return ready instanceof Response ? ready : await begin(ctx, ready);
  } catch (error) {
    return failed(ctx, error);
  }
}

function failed(ctx: Context<Any>, error: unknown): Response {
  logError(error, errorStatus(error));
  return plainError(ctx, error);
}

/** More than a host in a Host header would decide what is asked for (RFC 9110, 7.2). */
const NO_HOST = /[\s/\\?#@]/;

/** The address that is asked for; null when there is no telling. */
function addressOf({ url, headers }: Request, config: ResolvedFreshConfig): URL | null {
  const asked = parse(url);
  if (asked === null || NO_HOST.test(headers.get("host") ?? "")) return null;
  if (!config.trustProxy) return asked;
  const first = (name: string) => headers.get(name)?.split(",")[0].trim();
  const [protocol, host] = [first("x-forwarded-proto"), first("x-forwarded-host")];
  if (protocol === "http" || protocol === "https") asked.protocol = protocol;
  if (host === undefined) return asked;
  if (host === "" || NO_HOST.test(host)) return null;
  return URL.parse(`${asked.protocol}//${host}${asked.pathname}${asked.search}`);
}

/** `URL.parse`, by the way that Deno has made short. */
function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

const NO_PARAMS = Object.freeze({});

/** Percent-decodes params; null when the path has a malformed escape. */
function decode(
  path: string,
  params: Record<string, string> | undefined,
): Record<string, string> | null {
  if (!path.includes("%")) return params ?? NO_PARAMS;
  const decoded: Record<string, string> = {};
  try {
    decodeURIComponent(path);
    for (const name in params) decoded[name] = params[name] && decodeURIComponent(params[name]);
    return decoded;
  } catch {
    return null;
  }
}

/** Middlewares and error pages for a path that no route answers. */
function unmatched(table: Table, path: string, status: ErrorStatus): Chain | Promise<Chain> {
  const known = status === 404 ? table.unmatched.get(path) : undefined;
  if (known !== undefined) return known;
  // As static files read it: no escape leads past a middleware to one of them.
  const segments = segmentsOf(status === 404 ? decodeURIComponent(path) : path);
  const uses = table.usesAt(segments);
  const files = table.files.along(segments, true);
  const code = table.code.along(segments, true);
  const scopes = [...code, ...files];
  const key = `${status} ${scopes.map(({ id }) => id)} ${uses.map(({ path }) => path.join("/"))}`;
  const fail = () => {
    throw new HttpError(status);
  };
  const around = { uses: [...uses, ...usesOf(files, code)], scopes: () => scopes };
  const chain = table.unmatched.get(key) ?? keep(table.unmatched, key, makeChain(around, fail));
  // The way to a static file is to be short.
  const ready = status === 404 && !(chain instanceof Promise) && table.snapshot.statics.has(path);
  if (ready) table.unmatched.set(path, chain);
  return chain;
}
