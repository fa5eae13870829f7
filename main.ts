/**
 * The app: its middleware and its file routes.
 *
 * @module
 */
import { App, csp, csrf, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { traced } from "./http/traced.ts";
import { openServices } from "./services/open.ts";
import type { Services } from "./services/services.ts";

/** Everything from this host, scripts only by nonce, nothing inline. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "media-src 'none'",
  "worker-src 'none'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

/** Addresses for programs of others, who sign what they send and have no cookie of ours. */
const SIGNED = /^\/webhooks\//;

/** Headers of every answer that has not said otherwise. */
const HEADERS = {
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
};

/**
 * The app on the services that `open` gives; a test gives its own.
 *
 * @param open called at the first request
 */
export function createApp(open: () => Promise<Services>): App<State> {
  return new App<State>()
    .use(traced)
    .use(async (ctx) => {
      const response = await ctx.next();
      for (const [name, value] of Object.entries(HEADERS)) {
        if (!response.headers.has(name)) response.headers.set(name, value);
      }
      const { retryAt } = ctx.state;
      if (retryAt !== undefined) { // RFC 9110 section 10.2.3
        const seconds = Math.ceil((retryAt - ctx.state.services.world.now()) / 1000);
        response.headers.set("retry-after", String(seconds));
      }
      return response;
    })
    .use(csp({ csp: CONTENT_SECURITY_POLICY, useNonce: true }))
    .use(staticFiles())
    .use(async (ctx) => {
      ctx.state.services = await open();
      return await ctx.next();
    })
    .use((ctx) => {
      if (SIGNED.test(ctx.url.pathname)) return ctx.next();
      // Behind a proxy the request's own origin is not the one that people see.
      const { origin, env } = ctx.state.services.config;
      const own = env === "development" ? ctx.url.origin : origin;
      return csrf({ origin: (from) => from === origin || from === own })(ctx);
    })
    .fsRoutes();
}

export const app = createApp(async () => (await openServices()).services);
