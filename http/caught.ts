import type { Context } from "fresh";
import type { State } from "../define.ts";
import { Problem } from "../services/problem.ts";
import { wantsJson } from "./accept.ts";

/**
 * The problem that was thrown, for the page that says it beside its form; the answer says when to
 * come back, where that is known. For a program, and where it is no problem, it is thrown on.
 */
export function caught(ctx: Context<State>, error: unknown): Problem {
  if (!(error instanceof Problem) || wantsJson(ctx.req)) throw error;
  if (error.retryAt !== null) ctx.state.retryAt = error.retryAt;
  return error;
}
