/**
 * What every answer says of how it may be used: pages, errors, redirects, files, JSON alike
 * (OWASP ASVS 5.0 3.4).
 *
 * @module
 */
import type { MiddlewareFn } from "fresh";
import type { State } from "../define.ts";
import { NOBODY, ownerMark } from "../services/identity/owner.ts";

/** Everything from this host, scripts only by nonce, nothing inline. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline'", // In its place Fresh puts the nonce.
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "media-src 'none'",
  "worker-src 'self'",
  "frame-src 'self'",
  "object-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** Of what people brought in, and of what has no page: opened by itself it can do nothing at all. */
export const FILE_POLICY =
  "sandbox; default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

/** Of every answer that has not said otherwise. */
const ALWAYS = {
  "cache-control": "private, no-store",
  "content-security-policy": FILE_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), " +
    "payment=(), usb=()",
};

/** Of what a link shows that somebody was sent: it is found by nobody else, and tells nobody else. */
const BY_LINK = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

/** Of an app that people reach by https: from then on they reach it by nothing else. */
const BY_HTTPS = { "strict-transport-security": "max-age=63072000; includeSubDomains" };

/** The answer with all that it has not said itself. @param origin of the app, as far as it is known */
export function withHeaders(response: Response, origin: string | undefined): Response {
  const table = { ...ALWAYS, ...(origin?.startsWith("https:") ? BY_HTTPS : {}) };
  const missing = Object.entries(table).filter(([name]) => !response.headers.has(name));
  try {
    for (const [name, value] of missing) response.headers.set(name, value);
    return response;
  } catch { // Of a redirect, or of `fetch`.
    return withHeaders(new Response(response.body, response), origin);
  }
}

/** Middleware: nothing leaves without; and who has to wait is told how long (RFC 9110 section 10.2.3). */
export const headers: MiddlewareFn<State> = async (ctx) => {
  const response = withHeaders(await ctx.next(), ctx.state.services?.config.origin);
  const { policy, retryAt, services, byLink, signedIn } = ctx.state;
  if (policy) response.headers.set("content-security-policy", policy);
  response.headers.delete("link"); // A script named there has no nonce: refused, and then for good.
  // By it a browser forgets what somebody else kept on it; where it is not known who asks, nothing.
  if (signedIn !== undefined && response.headers.get("content-type")?.startsWith("text/html")) {
    response.headers.set("x-owner", signedIn ? await ownerMark(signedIn.user.id) : NOBODY);
  }
  if (byLink) {
    for (const [name, value] of Object.entries(BY_LINK)) response.headers.set(name, value);
  }
  if (retryAt !== undefined) {
    const seconds = Math.max(0, Math.ceil((retryAt - services.world.now()) / 1000));
    response.headers.set("retry-after", String(seconds));
  }
  return response;
};

/** Middleware within `csp`, which speaks over every answer: what one brings along, `headers` puts back. */
export const ownPolicy: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  ctx.state.policy = response.headers.get("content-security-policy");
  return response;
};
