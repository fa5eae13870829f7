import { Context, type ResolvedFreshConfig } from "./context.ts";
import { errorStatus, HttpError } from "./error.ts";
import { logError, plainError } from "./error_pages.ts";
import { type Chain, innerOf, makeChain } from "./routing.ts";
import { segmentsOf } from "./scopes.ts";
import { startsWith, type Table, usesOf } from "./table.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** One request, from its path to its answer. */
export async function answer(
  req: Request,
  info: Deno.ServeHandlerInfo,
  config: ResolvedFreshConfig,
  table: Table,
): Promise<Response> {
  const asked = addressOf(req, config);
  // Such a request still passes the middlewares, which say how any answer is sent, but asks for
  // nothing.
  const bad = asked === null;
  const url = asked ?? new URL("http://localhost/");
  const path = url.pathname;
  const { snapshot } = table;
  let ctx: Context<Any> | undefined;
  try {
    const found = bad ? undefined : table.routes.find(path);
    const params = bad ? null : decode(path, found?.params);
    const chain: Chain | Promise<Chain> = params === null
      ? unmatched(table, path, 400)
      : found === undefined
      ? unmatched(table, path, 404)
      : found.data.chain(req.method);
    const ready = chain instanceof Promise ? await chain : chain;
    const route = params && found ? found.data.pattern : null;
    const inner = innerOf(ready, snapshot);
    ctx = new Context<Any>(req, url, info, config, route, params ?? {}, inner);
    return await ctx.next();
  } catch (error) {
    logError(error, errorStatus(error));
    ctx ??= new Context<Any>(req, url, info, config, null, {}, {
      ...innerOf({ steps: [], view: { app: null, layouts: [] } }, snapshot),
    });
    return plainError(ctx, error);
  }
}

/** More than a host in a Host header would decide what is asked for (RFC 9110, 7.2). */
const NO_HOST = /[\s/\\?#@]/;

/** The address that is asked for; null when there is no telling. */
function addressOf({ url, headers }: Request, config: ResolvedFreshConfig): URL | null {
  const asked = URL.parse(url);
  if (asked === null || NO_HOST.test(headers.get("host") ?? "")) return null;
  if (!config.trustProxy) return asked;
  const first = (name: string) => headers.get(name)?.split(",")[0].trim();
  const [protocol, host] = [first("x-forwarded-proto"), first("x-forwarded-host")];
  if (protocol === "http" || protocol === "https") asked.protocol = protocol;
  if (host === undefined) return asked;
  if (NO_HOST.test(host)) return null;
  return URL.parse(`${asked.protocol}//${host}${asked.pathname}${asked.search}`);
}

const NO_PARAMS = Object.freeze({});

/** Percent-decodes params; null when the path has a malformed escape. */
function decode(
  path: string,
  params: Record<string, string> | undefined,
): Record<string, string> | null {
  const escaped = path.includes("%");
  if (!escaped) return params ?? NO_PARAMS;
  try {
    decodeURIComponent(path);
  } catch {
    return null;
  }
  const decoded: Record<string, string> = {};
  for (const name in params) {
    const value = params[name];
    if (value !== undefined) decoded[name] = decodeURIComponent(value);
  }
  return decoded;
}

/** Middlewares and error pages for a path that no route answers. */
function unmatched(table: Table, path: string, status: number): Chain | Promise<Chain> {
  const known = table.statics.get(path);
  if (known !== undefined && status === 404) return known;
  const segments = segmentsOf(path);
  const uses = table.uses.filter(({ path }) => startsWith(segments, path));
  const files = table.files.matching(segments);
  const code = table.code.matching(segments);
  const scopes = [...code, ...files];
  const around = scopes.map(({ id }) => id).join();
  const key = `${status} ${around} ${uses.map((use) => use.path).join("|")}`;
  let chain = table.unmatched.get(key);
  if (chain === undefined) {
    chain = makeChain({
      uses: [...uses, ...usesOf(files, code)],
      scopes: () => scopes,
    }, () => {
      throw new HttpError(status);
    });
    table.unmatched.set(key, chain);
    chain.catch(() => table.unmatched.delete(key));
  }
  if (status === 404 && table.snapshot.statics.has(path)) {
    chain.then((ready) => table.statics.set(path, ready), () => {});
  }
  return chain;
}
