/**
 * The cookie that carries a session.
 *
 * @module
 */
import { hostCookie, readHostCookie } from "./host_cookie.ts";

const NAME = "session";

/** The session token of a request, or null. */
export function sessionToken(headers: Headers, origin: string): string | null {
  return readHostCookie(headers, NAME, origin);
}

/** The `Set-Cookie` of a session, good for `maxAge` seconds; an empty token with 0 takes it away. */
export function sessionCookie(token: string, maxAge: number, origin: string): string {
  return hostCookie(NAME, token, maxAge, origin);
}
