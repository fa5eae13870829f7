/**
 * The cookie that carries a session.
 *
 * @module
 */

/**
 * Over https the cookie has the `__Host-` prefix (RFC 6265bis section 4.1.3.2): no
 * subdomain can set it. Plain http, as in development, has no such thing.
 */
function nameFor(origin: string): string {
  return origin.startsWith("https:") ? "__Host-session" : "session";
}

/** The session token of a request, or null. */
export function sessionToken(headers: Headers, origin: string): string | null {
  const prefix = `${nameFor(origin)}=`;
  const pair = headers.get("cookie")?.split(/;\s*/).find((part) => part.startsWith(prefix));
  return pair === undefined ? null : pair.slice(prefix.length);
}

/** The `Set-Cookie` of a session, good for `maxAge` seconds; an empty token with 0 takes it away. */
export function sessionCookie(token: string, maxAge: number, origin: string): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  return `${nameFor(origin)}=${token}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}
