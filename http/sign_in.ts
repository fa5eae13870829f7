/**
 * The browser's side of signing in: the secret of an attempt, and the change to a session.
 *
 * @module
 */
import type { Context } from "fresh";
import type { State } from "../define.ts";
import type { Asked, Entered } from "../services/identity/attempt.ts";
import { deviceName } from "../services/identity/device.ts";
import type { NewSession } from "../services/identity/session.ts";
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

/** This browser is signed in from here on: a session that it had is ended. Gives its cookies. */
export async function changeSession(
  ctx: Context<State>,
  begun: NewSession,
): Promise<string[]> {
  const { sessions, config: { origin } } = ctx.state.services;
  await sessions.settle(begun, deviceName(ctx.req.headers.get("user-agent")), ctx.state.signedIn);
  return [sessionCookie(begun.token, begun.maxAge, origin), attempt.write("", 0, origin)];
}

/** Signs this browser in, and goes on to where it wanted to go. */
export async function signIn(ctx: Context<State>, entered: Entered): Promise<Response> {
  const response = ctx.redirect(entered.returnTo, 303);
  for (const cookie of await changeSession(ctx, entered)) {
    response.headers.append("set-cookie", cookie);
  }
  return response;
}
