import type { Chain } from "./chain.ts";
import { type AnyContext, Context, type ResolvedFreshConfig, run } from "./context.ts";
import { errorStatus } from "./error.ts";
import { logError, plainError } from "./error_pages.ts";
import { INNER, innerOf } from "./inner.ts";
import { decoded } from "./scopes.ts";
import type { Table } from "./table.ts";

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
  const inner = innerOf(table.snapshot);
  const route = leaf?.pattern ?? null;
  const ctx = new Context(req, url, info, config, route, params ?? NO_PARAMS, inner);
  try {
    const chain = leaf?.chain(req.method) ??
      table.unmatched(url.pathname, params === null ? 400 : 404);
    const answer = chain instanceof Promise ? chain : begin(ctx, chain);
    return answer instanceof Response ? answer : later(ctx, answer);
  } catch (error) {
    return failed(ctx, error);
  }
}

function begin(ctx: AnyContext, { steps, view }: Chain): Response | Promise<Response> {
  const inner = ctx[INNER];
  inner.steps = steps;
  inner.view = view;
  return run(ctx);
}

async function later(ctx: AnyContext, given: Promise<Chain | Response>): Promise<Response> {
  try {
    const ready = await given;
    return ready instanceof Response ? ready : await begin(ctx, ready);
  } catch (error) {
    return failed(ctx, error);
  }
}

function failed(ctx: AnyContext, error: unknown): Response {
  logError(error, errorStatus(error));
  return plainError(ctx, error);
}

/** More than a host in a Host header would decide what is asked for (RFC 9110, 7.2). */
const NO_HOST = /[\s/\\?#@]/;

/** The address that is asked for; null when there is no telling. */
function addressOf({ url, headers }: Request, { trustProxy }: ResolvedFreshConfig): URL | null {
  const first = (name: string) => trustProxy ? headers.get(name)?.split(",")[0].trim() : undefined;
  const [protocol, host] = [first("x-forwarded-proto"), first("x-forwarded-host")];
  if (host === "" || NO_HOST.test(host ?? "") || NO_HOST.test(headers.get("host") ?? "")) {
    return null;
  }
  try {
    const asked = new URL(url);
    if (protocol === "http" || protocol === "https") asked.protocol = protocol;
    if (host === undefined) return asked;
    return new URL(`${asked.protocol}//${host}${asked.pathname}${asked.search}`);
  } catch {
    return null;
  }
}

type Params = Record<string, string>;

const NO_PARAMS: Params = Object.freeze({});

/** Percent-decodes params; null when the path has a malformed escape. */
function decode(path: string, params: Params = NO_PARAMS): Params | null {
  if (!path.includes("%")) return params;
  if (decoded(path) === null) return null;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value && decoded(value)!]),
  );
}
