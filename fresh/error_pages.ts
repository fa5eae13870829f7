import type { AnyContext } from "./context.ts";
import { INNER } from "./inner.ts";
import { errorStatus, HttpError, statusText } from "./error.ts";
import { writable } from "./headers.ts";

/** The error pages of one folder or path, by the names of their files. */
export interface ErrorPages {
  /** For status 404; also `app.notFound`. */
  _404?: ErrorPage;
  /** For status 500 and above. */
  _500?: ErrorPage;
  /** For every status; also `app.onError`. */
  _error?: ErrorPage;
}

/** Answers an error; `ctx.error` holds what was thrown. */
export type ErrorPage = (ctx: AnyContext) => Response | Promise<Response>;

/** The error for a method that a route does not have (RFC 9110, 15.5.6). */
export class MethodNotAllowed extends HttpError {
  /** @param allow the methods that it has, as the header of that name lists them */
  constructor(readonly allow: string) {
    super(405);
  }
}

/**
 * Answers an error with the nearest error page that takes its status.
 *
 * @param ctx the request
 * @param error what was thrown
 * @param pages error pages in force where it was thrown, nearest first
 * @returns the error page's answer
 * @throws the error itself when no page takes it
 */
export async function answerError(
  ctx: AnyContext,
  error: unknown,
  pages: ErrorPages[],
): Promise<Response> {
  const status = errorStatus(error);
  const found = pickPage(pages, status);
  if (found === undefined) throw error;
  const { view, status: before } = ctx[INNER];
  logError(error, status);
  ctx.error = error;
  ctx[INNER].status = status;
  try {
    const answer = await found(ctx);
    return addAllow(answer, error);
  } catch (second) {
    if (second !== error) logError(second, 500);
    return plainError(ctx, error);
  } finally {
    ctx[INNER].status = before;
    ctx[INNER].view = view;
  }
}

/**
 * Answers an error as plain text: the status and its words. In development the
 * stack follows.
 */
export function plainError(ctx: AnyContext, error: unknown): Response {
  const status = errorStatus(error);
  const words = error instanceof HttpError && status < 500 ? error.message : statusText(status);
  const stack = ctx.config.mode === "development" && status >= 500
    ? `\n\n${(error as Error)?.stack ?? String(error)}`
    : "";
  const answer = new Response(words + stack, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
  return addAllow(answer, error);
}

const logged = new WeakSet<object>();

/** Writes an error of the server to the log, each only once. */
export function logError(error: unknown, status: number): void {
  if (status < 500) return;
  if (typeof error === "object" && error !== null) {
    if (logged.has(error)) return;
    logged.add(error);
  }
  console.error(error);
}

function pickPage(pages: ErrorPages[], status: number): ErrorPage | undefined {
  for (const page of pages) {
    if (status === 404 && page._404) return page._404;
    if (status >= 500 && page._500) return page._500;
    if (page._error) return page._error;
  }
}

function addAllow(answer: Response, error: unknown): Response {
  if (!(error instanceof MethodNotAllowed)) return answer;
  const changed = writable(answer);
  changed.headers.set("allow", error.allow);
  return changed;
}
