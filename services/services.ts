/**
 * What the app does, put together from a checked configuration and the world.
 *
 * @module
 */
import { createStore, type Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import { createAllowance } from "./identity/allowance.ts";
import { createApprovals } from "./identity/approval.ts";
import { createAttempts } from "./identity/attempt.ts";
import { createCodes } from "./identity/code.ts";
import { createSessions } from "./identity/session.ts";
import { createSignInLinks } from "./identity/sign_in_link.ts";
import { createWaiting } from "./identity/waiting.ts";
import { createHealth } from "./health.ts";
import { createFlags } from "./integration/flags.ts";
import { createMeters } from "./integration/meters.ts";
import { createIntegrations, type Integrations, type Patience, setUp } from "./integrations.ts";
import { createJobs } from "./jobs.ts";
import { logError } from "./log.ts";
import { createMailer, type MailProvider } from "./mail/mailer.ts";
import { createResendClient, createResendProvider } from "./mail/resend.ts";
import { createMailWebhook } from "./mail/webhook.ts";
import { createPdfEngine } from "./pdf/engine.ts";
import { createLibrary } from "./scores/library.ts";
import { createPageImages } from "./scores/page_images.ts";
import { createReadJob } from "./scores/read_job.ts";
import { createUploads } from "./scores/upload.ts";
import type { World } from "./world.ts";

/** Counts are at most this much behind, and lost only where the process is killed. */
const FLUSH_EVERY_MS = 3_000;
const UNFINISHED_KEPT_MS = 24 * 60 * 60 * 1000;

/** Everything a route can ask for. */
export type Services = ReturnType<typeof createServices>;

/**
 * Builds the services; nothing runs until one is asked. `close` ends what they started, not `kv`.
 *
 * @param patience replaces how long the integrations wait and how often they try: a test has less
 */
export function createServices(
  config: Config,
  kv: Deno.Kv,
  world: World,
  patience: Patience = {},
) {
  const store = createStore(kv);
  const engine = createPdfEngine();
  const flags = createFlags(store, world);
  const meters = createMeters(store, world);
  const integrations = createIntegrations(config, { store, flags, meters, world }, patience);
  const mailer = createMailer({
    provider: mailProvider(config, store, integrations, world),
    from: config.mailFrom,
    store,
    world,
  });
  const images = createPageImages(store, engine, world);
  const jobs = createJobs(store, {
    "send-mail": mailer.job,
    "read-score": createReadJob(store, engine, images),
  }, world);
  const sessions = createSessions(store, config.sessionKeys, world);
  const allowance = createAllowance(store, world);
  const attempts = createAttempts({ store, sessions, world });
  const { origin } = config;

  const stopping = new AbortController();
  let flushing: ReturnType<typeof setInterval> | undefined;
  const flush = () =>
    Promise.all([meters.flush(), ...setUp(integrations).map((one) => one.flush())]);

  return {
    config,
    world,
    jobs,
    sessions,
    links: createSignInLinks({ store, jobs, mailer, attempts, allowance, origin, world }),
    codes: createCodes({ store, attempts, world }),
    approvals: createApprovals({ store, attempts, allowance, world }),
    waiting: createWaiting({ store, attempts, world }),
    library: createLibrary(store),
    uploads: createUploads({ store, jobs, engine, world }),
    images,
    originals: {
      /** The very bytes that came in. */
      stream: (scoreId: string, range: { start: number; end: number }) =>
        store.blobs.stream(["original", scoreId], range),
    },
    /** The mails of development; null in production, and where mail really goes out. */
    mailbox: config.env === "development" && !integrations.resend ? store.mailbox : null,
    ping: store.ping,
    /** Whether there is any way to send mail. */
    mailReady: mailer.ready,

    mailWebhook: createMailWebhook(store, config.resend?.webhookSecret ?? null, world),
    health: createHealth({ config, store, world, integrations }),

    /** Works off jobs and writes down what was counted, until `close`. */
    start(): void {
      jobs.start();
      flushing = setInterval(() => {
        flush().catch((error) => logError("flush_failed", error));
      }, FLUSH_EVERY_MS);
    },

    /** Removes what broken uploads left behind, and counts of hours gone by; for a timer. */
    async sweep(): Promise<number> {
      await allowance.sweep();
      return await store.blobs.sweep(world.now() - UNFINISHED_KEPT_MS);
    },

    /** Ends when the app is asked to stop: what waits for news waits no longer. */
    stopping: stopping.signal,
    stop: () => stopping.abort(),

    /** Finishes what is under way within `graceMs`, and leaves the rest to other instances. */
    async close(graceMs?: number): Promise<void> {
      stopping.abort();
      clearInterval(flushing);
      await jobs.stop(graceMs);
      await flush();
      engine.close();
    },
  };
}

/** Who carries the mail: Resend where it is set up, else, in development, a page that shows it. */
function mailProvider(
  config: Config,
  store: Store,
  integrations: Integrations,
  world: World,
): MailProvider | null {
  if (config.resend && integrations.resend) {
    return createResendProvider(integrations.resend, createResendClient(config.resend), world);
  }
  if (config.env === "production") return null;
  return {
    async send(mail) {
      await store.mailbox.put(mail);
      return { ok: true, value: undefined };
    },
    rehearse: () => Promise.resolve({ ok: true, value: undefined }),
  };
}
