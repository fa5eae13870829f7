/**
 * Cookies that no subdomain can set.
 *
 * @module
 */

/**
 * Over https a cookie has the `__Host-` prefix (RFC 6265bis section 4.1.3.2): no
 * subdomain can set it. Plain http, as in development, has no such thing.
 */
function fullName(name: string, origin: string): string {
  return origin.startsWith("https:") ? `__Host-${name}` : name;
}

/** The value of a request's cookie, or null. */
export function readHostCookie(headers: Headers, name: string, origin: string): string | null {
  const prefix = `${fullName(name, origin)}=`;
  const pair = headers.get("cookie")?.split(/;\s*/).find((part) => part.startsWith(prefix));
  return pair === undefined ? null : pair.slice(prefix.length);
}

/** A `Set-Cookie`, good for `maxAge` seconds; an empty value with 0 takes it away. */
export function hostCookie(name: string, value: string, maxAge: number, origin: string): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  return `${
    fullName(name, origin)
  }=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}
