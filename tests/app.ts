/**
 * The whole app on a real port and a real (in-memory) database, with a clock that a test can move.
 *
 * @module
 */
import { createBuilder } from "../fresh.config.ts";
import { createApp } from "../main.ts";
import { parseConfig } from "../services/config.ts";
import type { Patience } from "../services/integrations.ts";
import type { PdfEngineOptions } from "../services/pdf/engine.ts";
import { createServices, type Services } from "../services/services.ts";
import { realWorld } from "../services/world.ts";
import { Visitor } from "./visitor.ts";

/** A running app. */
export interface TestApp extends AsyncDisposable {
  readonly origin: string;
  readonly services: Services;
  readonly kv: Deno.Kv;
  /** Moves the app's clock forward. */
  readonly pass: (ms: number) => void;
  /** Somebody with a cookie jar of their own. */
  readonly visitor: () => Visitor;
}

/** The house waits for seconds; a test has less time. */
export const PATIENCE = {
  timeoutMs: 250,
  retry: { attempts: 2, firstWaitMs: 5, longestWaitMs: 20 },
  breaker: { consecutive: 5, openMs: 300 },
};

let built: ReturnType<ReturnType<typeof createBuilder>["build"]> | null = null;

/** Built once a process, from the same sources and by the same builder as `deno task build`. */
function build() {
  return built ??= createBuilder().build({ mode: "production", snapshot: "memory" });
}

/** Starts the app; `await using` ends it with everything it started. */
export async function startApp(
  env: Record<string, string> = {},
  patience: Patience = {},
  reading: PdfEngineOptions = {},
): Promise<TestApp> {
  const applySnapshot = await build();
  let skew = 0;
  const world = { ...realWorld, now: () => Date.now() + skew };
  // The port is known before the app is, because mailed links carry it.
  const { promise: handler, resolve } = Promise.withResolvers<Deno.ServeHandler<Deno.NetAddr>>();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request, info) => (await handler)(request, info),
  );
  const origin = `http://localhost:${server.addr.port}`;
  const config = parseConfig({
    APP_ORIGIN: origin,
    SESSION_KEYS: `test:${"A".repeat(43)}`,
    DENO_KV_PATH: ":memory:",
    ...env,
  });
  const kv = await Deno.openKv(config.kvPath);
  const services = createServices(config, kv, world, { ...PATIENCE, ...patience }, reading);
  const app = createApp(() => Promise.resolve(services));
  applySnapshot(app);
  resolve(app.handler());

  return {
    origin,
    services,
    kv,
    pass: (ms) => void (skew += ms),
    visitor: () => new Visitor(origin, services),
    async [Symbol.asyncDispose]() {
      services.stop();
      await server.shutdown();
      await services.close();
      kv.close();
    },
  };
}
