/**
 * The cookie that binds a sign-in with Google to the browser that began it.
 *
 * @module
 */
import { AWAY_SECONDS } from "../services/identity/google.ts";
import { cookie } from "./cookie.ts";

const google = cookie("google");

/** What a request's cookie has, or null; what we have not written is none. */
export function googleToken(headers: Headers, origin: string): string | null {
  const token = google.read(headers, origin);
  return token !== null && /^[\w-]{43}$/.test(token) ? token : null;
}

/** The `Set-Cookie` of somebody who goes to Google; null takes it away when they are back. */
export function googleCookie(token: string | null, origin: string): string {
  return google.write(token ?? "", token === null ? 0 : AWAY_SECONDS, origin);
}
