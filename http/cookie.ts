/**
 * Cookies that carry a secret of ours: out of reach of scripts, and sent from this site alone.
 *
 * @module
 */

/** One cookie, for an app at `origin`. */
interface Cookie {
  /** Its value in a request, or null. */
  read(headers: Headers, origin: string): string | null;
  /** The `Set-Cookie` that keeps it for `maxAge` seconds; an empty value with 0 takes it away. */
  write(value: string, maxAge: number, origin: string): string;
}

/**
 * Over https the cookie has the `__Host-` prefix (RFC 6265bis section 4.1.3.2): no
 * subdomain can set it. Plain http, as in development, has no such thing.
 */
export function cookie(name: string): Cookie {
  const isSecure = (origin: string) => origin.startsWith("https:");
  const nameFor = (origin: string) => isSecure(origin) ? `__Host-${name}` : name;
  return {
    read(headers, origin) {
      const prefix = `${nameFor(origin)}=`;
      const pair = headers.get("cookie")?.split(/;\s*/).find((part) => part.startsWith(prefix));
      return pair === undefined ? null : pair.slice(prefix.length);
    },

    write(value, maxAge, origin) {
      const secure = isSecure(origin) ? "; Secure" : "";
      return `${
        nameFor(origin)
      }=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
    },
  };
}
