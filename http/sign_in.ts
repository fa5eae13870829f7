/**
 * The browser's side of signing in: the secret of an attempt, and the change to a session.
 *
 * @module
 */
import type { Context } from "fresh";
import type { State } from "../define.ts";
import type { Asked, Entered } from "../services/identity/attempt.ts";
import { cookie } from "./cookie.ts";
import { sessionCookie } from "./session_cookie.ts";

const attempt = cookie("signin");
const PAGE = "/signin/sent";

/** The secret of this browser's newest attempt, or null. */
export function attemptSecret(ctx: Context<State>): string | null {
  return attempt.read(ctx.req.headers, ctx.state.services.config.origin);
}

/** Binds the attempt to this browser, and goes on to the page where it waits. */
export function waitForSignIn(ctx: Context<State>, { secret, maxAge }: Asked): Response {
  const response = ctx.redirect(PAGE, 303);
  const { origin } = ctx.state.services.config;
  response.headers.append("set-cookie", attempt.write(secret, maxAge, origin));
  return response;
}

/** This browser is signed in from here on: a session that it had is ended. */
export async function signIn(ctx: Context<State>, entered: Entered): Promise<Response> {
  const { sessions, config } = ctx.state.services;
  if (ctx.state.signedIn) await sessions.end(ctx.state.signedIn);
  const response = ctx.redirect(entered.returnTo, 303);
  const session = sessionCookie(entered.token, entered.maxAge, config.origin);
  response.headers.append("set-cookie", session);
  response.headers.append("set-cookie", attempt.write("", 0, config.origin));
  return response;
}
