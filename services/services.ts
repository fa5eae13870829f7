/**
 * What the app does, put together from a checked configuration and the world.
 *
 * @module
 */
import { createStore, type Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import { createSessions } from "./identity/session.ts";
import { createSignInLinks } from "./identity/sign_in_link.ts";
import { createJobs } from "./jobs.ts";
import { createMailer, type Letter, type MailProvider } from "./mail/mailer.ts";
import { createPdfEngine } from "./pdf/engine.ts";
import { createLibrary } from "./scores/library.ts";
import { createPageImages } from "./scores/page_images.ts";
import { createReadJob } from "./scores/read_job.ts";
import { createUploads } from "./scores/upload.ts";
import type { World } from "./world.ts";

const UNFINISHED_KEPT_MS = 24 * 60 * 60 * 1000;

/** Everything a route can ask for. */
export type Services = ReturnType<typeof createServices>;

/** Builds the services; nothing runs until one is asked. `close` ends what they started, not `kv`. */
export function createServices(config: Config, kv: Deno.Kv, world: World) {
  const store = createStore(kv);
  const engine = createPdfEngine();
  const mailer = createMailer(mailProvider(config, store), config.mailFrom, world);
  const images = createPageImages(store, engine, world);
  const jobs = createJobs(store, {
    "send-mail": { run: (payload) => mailer.send(payload as Letter) },
    "read-score": createReadJob(store, engine, images),
  }, world);
  const sessions = createSessions(store, config.sessionKeys, world);
  const links = createSignInLinks({ store, jobs, mailer, sessions, origin: config.origin, world });

  return {
    config,
    world,
    jobs,
    sessions,
    links,
    library: createLibrary(store),
    uploads: createUploads({ store, jobs, engine, world }),
    images,
    originals: {
      /** The very bytes that came in. */
      stream: (scoreId: string, range: { start: number; end: number }) =>
        store.blobs.stream(["original", scoreId], range),
    },
    /** The mails of development; null in production. */
    mailbox: config.env === "development" ? store.mailbox : null,
    ping: store.ping,
    /** Whether there is any way to send mail. */
    mailReady: mailer.ready,

    /** Removes what broken uploads left behind; for a timer. */
    sweep: () => store.blobs.sweep(world.now() - UNFINISHED_KEPT_MS),

    /** Finishes what is under way within `graceMs`, and leaves the rest to other instances. */
    async close(graceMs?: number): Promise<void> {
      await jobs.stop(graceMs);
      engine.close();
    },
  };
}

/** Who carries the mail: in development, a page that shows it. */
function mailProvider(config: Config, store: Store): MailProvider | null {
  return config.env === "development" ? store.mailbox.put : null;
}
