/**
 * The app: its middleware and its file routes.
 *
 * @module
 */
import { App, csp, csrf, staticFiles } from "fresh";
import type { State } from "./define.ts";
import { headers, ownPolicy, PAGE_POLICY } from "./http/headers.ts";
import { isOwnOrigin } from "./http/own_origin.ts";
import { traced } from "./http/traced.ts";
import { openServices } from "./services/open.ts";
import type { Services } from "./services/services.ts";

/** Addresses for programs of others, who sign what they send and have no cookie of ours. */
const SIGNED = /^\/webhooks\//;

/**
 * The app on the services that `open` gives; a test gives its own.
 *
 * @param open called at the first request
 */
export function createApp(open: () => Promise<Services>): App<State> {
  return new App<State>()
    .use(traced)
    .use(headers)
    .use(csp({ csp: PAGE_POLICY, useNonce: true }))
    .use(ownPolicy)
    .use(async (ctx) => {
      ctx.state.services = await open();
      return await ctx.next();
    })
    .use(staticFiles())
    .use((ctx) => {
      if (SIGNED.test(ctx.url.pathname)) return ctx.next();
      const { config } = ctx.state.services;
      return csrf<State>({ origin: (from) => isOwnOrigin(from, ctx.url, config) })(ctx);
    })
    .fsRoutes();
}

export const app = createApp(async () => (await openServices()).services);
