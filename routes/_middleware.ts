import { HttpError } from "fresh";
import { define } from "../define.ts";
import { wantsJson } from "../http/accept.ts";
import { leavingOnly } from "../http/leaving_only.ts";
import { sessionToken } from "../http/session_cookie.ts";
import { Problem } from "../services/problem.ts";

/** Who is asking. */
const session = define.middleware(async (ctx) => {
  const { sessions, config } = ctx.state.services;
  const token = sessionToken(ctx.req.headers, config.origin);
  ctx.state.signedIn = token === null ? null : await sessions.check(token);
  return await ctx.next();
});

/** What a person can be told becomes an answer with its status: JSON for a program, else a page. */
const problems = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, status, retryAt } = error;
    if (retryAt !== null) ctx.state.retryAt = retryAt;
    if (wantsJson(ctx.req)) return Response.json({ code, message }, { status });
    throw new HttpError(status, message, { cause: error });
  }
});

export const handler = [problems, session, leavingOnly];
