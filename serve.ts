/**
 * Serves the built app: `deno task start`, and the entrypoint on Deno Deploy.
 *
 * @module
 */
import { ConfigError } from "./services/config.ts";
import { logError } from "./services/log.ts";
import { type Opened, openServices } from "./services/open.ts";

const DRAIN_EVERY_MS = 5_000;

let stopping = false;
const { services, close } = await opened();
const { config, jobs } = services;
const built = await import(new URL("./_fresh/server.js", import.meta.url).href);

const server = listen();

jobs.kick();
const drain = setInterval(jobs.kick, DRAIN_EVERY_MS);
Deno.cron("drain jobs", "* * * * *", () => jobs.drained());
Deno.cron("sweep unfinished uploads", "17 * * * *", async () => void await services.sweep());

for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, stop);

/** Stops taking requests and jobs, and ends once those under way are done, or after 4 s. */
async function stop(): Promise<void> {
  if (stopping) return; // Ctrl-C reaches us twice: from the terminal, and from the task runner.
  stopping = true;
  clearInterval(drain);
  void server.shutdown();
  await close().catch((error) => logError("close_failed", error));
  Deno.exit(0);
}

function listen(): Deno.HttpServer {
  try {
    return Deno.serve({
      port: config.port,
      hostname: config.hostname,
      onListen({ port }) {
        console.log(
          `Attacca is at ${port === config.port ? config.origin : `http://localhost:${port}`}`,
        );
      },
    }, built.default.fetch);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    console.error(`Port ${config.port} is in use by another program. Set PORT to another one.`);
    Deno.exit(1);
  }
}

async function opened(): Promise<Opened> {
  try {
    return await openServices();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}
