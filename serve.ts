/**
 * Serves the built app: `deno task start`, and the entrypoint on Deno Deploy.
 *
 * @module
 */
import { withHeaders } from "./http/headers.ts";
import { ConfigError } from "./services/config.ts";
import { logError } from "./services/log.ts";
import { type Opened, openServices } from "./services/open.ts";
import { within } from "./services/within.ts";

/** Deno Deploy, like most, kills what has not ended five seconds after it was asked to. */
const GRACE_MS = 4_000;
/** Of that, how long requests may take; the rest is for jobs, and for what was counted. */
const REQUESTS_MS = 3_000;

let stopping = false;
/** Requests whose answers have not been sent. */
const underWay = new Set<Promise<void>>();
const opening = opened();

// Before anything is awaited: Deno Deploy looks for schedules when it first loads this module.
Deno.cron("drain jobs", "* * * * *", async () => await (await opening).services.jobs.drained());
Deno.cron("watch integrations", "* * * * *", async () => {
  await (await opening).services.watch.look();
});
Deno.cron("move files on", "* * * * *", async () => {
  await (await opening).services.originals.move();
});
Deno.cron("sweep unfinished uploads", "17 * * * *", async () => {
  await (await opening).services.sweep();
});

const { services, close } = await opening;
const { config } = services;
const BUILT = new URL("./_fresh/server.js", import.meta.url);
const built = await import(BUILT.href).catch(async (error) => {
  if (await Deno.stat(BUILT).catch(() => null) !== null) throw error;
  console.error("The app is not built yet. Run `deno task build`, then start it again.");
  Deno.exit(1);
});

const server = listen();
for (const line of config.unset) console.error(line);
if (!services.mailReady) {
  console.error("No way to send mail is set up, so nobody can sign in by mail.");
}

services.start();
for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, stop);

/** Takes no further request or job, and ends once those under way are done, or after some four seconds. */
async function stop(): Promise<void> {
  if (stopping) return; // Ctrl-C reaches us twice: from the terminal, and from the task runner.
  stopping = true;
  services.stop();
  const end = Date.now() + GRACE_MS;
  await within(REQUESTS_MS, answered());
  await close(end - Date.now()).catch((error) => logError("close_failed", error));
  Deno.exit(0);
}

/** `server.shutdown` would cut off forms that are still being sent, so it comes after them. */
async function answered(): Promise<void> {
  await Promise.allSettled(underWay);
  await server.shutdown();
}

function answer(request: Request, info: Deno.ServeHandlerInfo): Response | Promise<Response> {
  if (stopping) {
    const gone = new Response(null, { status: 503, headers: { connection: "close" } });
    return withHeaders(gone, config.origin);
  }
  const sent = info.completed.catch(() => {}).finally(() => underWay.delete(sent));
  underWay.add(sent);
  return built.default.fetch(request, info);
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
    }, answer);
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
