import type { Context } from "fresh";
import type { State } from "../define.ts";
import { sessionCookie } from "./session_cookie.ts";

/**
 * Goes on, signed out: the cookie goes, and with it what this browser has of the person's pages
 * and pictures (W3C Clear Site Data; other cookies stay).
 */
export function signedOut(ctx: Context<State>, location: string): Response {
  const response = ctx.redirect(location, 303);
  response.headers.append("set-cookie", sessionCookie("", 0, ctx.state.services.config.origin));
  response.headers.set("clear-site-data", '"cache", "storage"');
  return response;
}
