/**
 * What the app does, put together from a checked configuration and the world.
 *
 * @module
 */
import { createStore, type Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import { createGemini } from "./gemini/client.ts";
import { createGoogle } from "./identity/google.ts";
import { createGoogleAccounts } from "./identity/google_account.ts";
import { createSessions } from "./identity/session.ts";
import { createSignInLinks } from "./identity/sign_in_link.ts";
import { createBanner } from "./banner.ts";
import { createBudget } from "./costs/budget.ts";
import { createBudgetNotices } from "./costs/budget_notices.ts";
import { createCosts } from "./costs/costs.ts";
import { createFlagDesk } from "./desk/flags.ts";
import { createGlance } from "./desk/glance.ts";
import { createExplainJob } from "./explaining/explain_job.ts";
import { createExplanations } from "./explaining/explanations.ts";
import { createExports, EXPORT } from "./export/exports.ts";
import { createBringIn } from "./import/bring_in.ts";
import { createImports, IMPORT } from "./import/imports.ts";
import { createAllowance } from "./allowance.ts";
import { createAddressChanges } from "./identity/address_change.ts";
import { createApprovals } from "./identity/approval.ts";
import { createAttempts } from "./identity/attempt.ts";
import { createDeletionJob, createRemoval, DELETION } from "./identity/deletion.ts";
import { createDeletions, createLeavingJob, LEAVING } from "./identity/leaving.ts";
import { createCodes } from "./identity/code.ts";
import { createOwnership } from "./identity/ownership.ts";
import { createWaiting } from "./identity/waiting.ts";
import { createWrongCodes } from "./identity/wrong_codes.ts";
import { createHealth } from "./health.ts";
import { createIncidents } from "./incidents.ts";
import { createIncidentDesk } from "./incidents/desk.ts";
import { createOperators } from "./operators.ts";
import type { PdfEngineOptions } from "./pdf/engine.ts";
import { createFormats } from "./formats/formats.ts";
import { createFlags } from "./integration/flags.ts";
import { createMeters } from "./integration/meters.ts";
import { createIntegrations, type Integrations, type Patience, setUp } from "./integrations.ts";
import { createConsents } from "./consents.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { whileEnabled } from "./jobs/while_enabled.ts";
import { logError } from "./log.ts";
import { limits } from "./problem.ts";
import { createKeys } from "./keys.ts";
import { createMailer, type MailProvider } from "./mail/mailer.ts";
import { createResendClient, createResendProvider } from "./mail/resend.ts";
import { createOcrEngine } from "./ocr/engine.ts";
import { createRoom } from "./threads/room.ts";
import { createNews } from "./mail/news.ts";
import { createPost } from "./mail/post.ts";
import { createMailWebhook } from "./mail/webhook.ts";
import { createCollections } from "./collections/collections.ts";
import { createAccounts } from "./accounts.ts";
import { createAudit } from "./audit.ts";
import { BIN_WORK, createBin } from "./library/bin.ts";
import { BULK, createBulk, createBulkJob } from "./library/bulk.ts";
import { createComposers } from "./library/composers.ts";
import { createIndexes } from "./library/indexes.ts";
import { createShelf } from "./library/shelf.ts";
import { createViews } from "./library/views.ts";
import { createLedger } from "./ledger.ts";
import { createLibrary } from "./scores/library.ts";
import { createOriginals, type Storage } from "./originals.ts";
import { createPractice } from "./scores/practice.ts";
import { createPhotoDrafts } from "./scores/photo_drafts.ts";
import { createPlaces } from "./scores/places.ts";
import { createArrivals } from "./scores/arrivals.ts";
import { createIntake } from "./scores/intake.ts";
import { createPageImages } from "./scores/page_images.ts";
import { createAskJob } from "./scores/ask_job.ts";
import { createPictureJob } from "./scores/picture_job.ts";
import { createReadJob } from "./scores/read_job.ts";
import { createReadings } from "./scores/readings.ts";
import { createUploads } from "./scores/upload.ts";
import { createSamples } from "./samples/samples.ts";
import { createSeats } from "./seats.ts";
import { createSpace } from "./space.ts";
import { createS3 } from "./storage/s3.ts";
import { createQueue } from "./queue.ts";
import { createShares } from "./sharing/shares.ts";
import { createStatus } from "./status.ts";
import { createVendorStatus } from "./vendor_status.ts";
import { createWatch } from "./watch.ts";
import { privacyView } from "./privacy.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** Counts are at most this much behind, and lost only where the process is killed. */
const FLUSH_EVERY_MS = 3_000;
/** How much of the time that it has to stop is for that. */
/** How often what is here is looked at for moving on to the store for files. */
const MOVE_EVERY_MS = 60_000;
const FLUSH_WITHIN_MS = 400;
const DAY_MS = 24 * 60 * 60_000;
/** What no upload owns goes an hour after the uploads themselves: one may be ending just then. */
const UNOWNED_KEPT_MS = limits.unfinishedMs + 60 * 60 * 1000;

/** Everything a route can ask for. */
export type Services = ReturnType<typeof createServices>;

/**
 * Builds the services; nothing runs until one is asked. `close` ends what they started, not `kv`.
 *
 * @param patience replaces how long the integrations wait and how often they try: a test has less
 * @param reading the limits of what reads scores, where they are not the house's
 */
export function createServices(
  config: Config,
  kv: Deno.Kv,
  world: World,
  patience: Patience = {},
  reading: PdfEngineOptions = {},
) {
  const store = createStore(kv);
  const room = createRoom();
  const formats = createFormats({ ...reading, room });
  const ocr = createOcrEngine({ room });
  const flags = createFlags(store, world);
  const meters = createMeters(store, world);
  const budget = createBudget({ config, store, meters, world });
  const doors = { store, flags, meters, budget, world };
  const integrations = createIntegrations(config, doors, patience);
  const gemini = config.gemini && integrations.gemini &&
    createGemini(integrations.gemini, config.gemini, { notices: store.notices, world });
  const mailer = createMailer({
    provider: mailProvider(config, store, integrations, world),
    from: config.mailFrom,
    store,
    world,
  });
  const originals = createOriginals(store, storage(config, integrations), world);
  const images = createPageImages(store, formats, originals, world);
  const allowance = createAllowance(store, world);
  const consents = createConsents(
    store,
    flags,
    { gemini: gemini !== null, mail: mailer.ready },
    world,
  );
  const readings = createReadings({
    store,
    consents,
    // The jobs are there by the time that anybody asks for a reading.
    jobs: { add: (...job) => jobs.add(...job), kick: () => jobs.kick() },
  });
  const bin = createBin({
    store,
    originals,
    jobs: { add: (...job) => jobs.add(...job), kick: () => jobs.kick() },
    readings,
    world,
  });
  const post = createPost({
    jobs: { add: (...job) => jobs.add(...job), kick: () => jobs.kick() },
    mailer,
    origin: config.origin,
    world,
  });
  const sessions = createSessions(store, config.sessionKeys, world);
  const space = createSpace(store, config.quotaBytes);
  // The jobs are there by the time that anybody has something for them.
  const later = {
    add: (...job: Parameters<Jobs["add"]>) => jobs.add(...job),
    kick: () => jobs.kick(),
  };
  const intake = createIntake({ store, jobs: later, originals, bin, world });
  const uploads = createUploads({ formats, originals, intake, space, world });
  const ledger = createLedger({ store, flush: meters.flush, world });
  const views = createViews(store);
  const exports = createExports({
    store,
    originals,
    ledger,
    sessions,
    space,
    jobs: later,
    post,
    origin: config.origin,
    stored: config.storage !== null,
    world,
  });
  const imports = createImports({
    store,
    jobs: later,
    sessions,
    bringIn: createBringIn({ store, uploads, bin, views, world }),
    quota: config.quotaBytes,
    world,
  });
  const news = createNews({
    store,
    jobs: { kick: () => jobs.kick() },
    post,
    allowance,
    origin: config.origin,
    world,
  });
  const removal = createRemoval({
    store,
    jobs: { add: (...job) => jobs.add(...job) },
    post,
    world,
  });
  const jobs: Jobs = createJobs(store, {
    "send-mail": mailer.job,
    [DELETION]: createDeletionJob({ store, originals, post, world }),
    [LEAVING]: createLeavingJob({
      store,
      removal,
      addressChanges: { canBeTakenBack: (user) => addressChanges.canBeTakenBack(user) },
      jobs: { kick: () => jobs.kick() },
      world,
    }),
    ...whileEnabled(
      {
        "read-score": createReadJob(store, formats, originals, images, readings, {
          add: (...job) => jobs.add(...job),
          kick: () => jobs.kick(),
        }),
        "read-picture": createPictureJob({ store, formats, originals, ocr }),
        "ask-gemini": createAskJob({ store, images, gemini, readings, allowance, news, world }),
        "explain-score": createExplainJob({ store, images, gemini, allowance, news, world }),
        [BULK]: createBulkJob({ store, world }),
        [BIN_WORK]: bin.job,
        [EXPORT]: exports.job,
        [IMPORT]: imports.job,
      },
      store.users,
      world,
    ),
  }, world);
  const indexes = createIndexes(store, world);
  const shelf = createShelf(store, indexes);
  const arrivals = createArrivals({ store, formats, originals, intake, space, sessions, world });
  const photos = createPhotoDrafts({ store, formats, originals, intake, space, world });
  const ownership = createOwnership({ store, sessions, post, world });
  const attempts = createAttempts({ store, sessions, ownership, world });
  const wrongCodes = createWrongCodes(allowance);
  const googleAccounts = createGoogleAccounts({ store, sessions, post, world });
  const google = createGoogle({
    config,
    door: integrations["google-oauth"],
    store,
    accounts: googleAccounts,
    flags,
    world,
  });
  const { origin } = config;
  const addressChanges = createAddressChanges({ store, sessions, post, allowance, origin, world });
  const operators = createOperators({ config, store, world });
  const health = createHealth({ config, store, world, flags, meters, budget, integrations });
  const incidents = createIncidents({ store, jobs, mailer, config, world });
  const vendorStatus = createVendorStatus(
    store,
    config.statusPages,
    setUp(integrations).map(({ definition }) => definition.name),
    world,
  );
  const keys = createKeys({ config, store, jobs, mailer, world });
  const watch = createWatch({
    store,
    flags,
    meters,
    integrations,
    incidents,
    keys,
    budgetNotices: createBudgetNotices({ budget, store, jobs, mailer, config, world }),
    vendorStatus,
    world,
  });

  const status = createStatus({ store, health, incidents, vendorStatus, world });

  const stopping = new AbortController();
  let flushing: ReturnType<typeof setInterval> | undefined;
  let moving: ReturnType<typeof setInterval> | undefined;
  const flush = () =>
    Promise.all([meters.flush(), ...setUp(integrations).map((one) => one.flush())]);

  return {
    config,
    world,
    jobs,
    sessions,
    links: createSignInLinks({ store, jobs, mailer, attempts, allowance, origin, world }),
    codes: createCodes({ store, attempts, wrongCodes, world }),
    approvals: createApprovals({ store, sessions, attempts, allowance, world }),
    waiting: createWaiting({ store, attempts, wrongCodes, world }),
    allowance,
    google,
    googleAccounts,
    deletions: createDeletions({
      store,
      sessions,
      addressChanges,
      removal,
      jobs,
      post,
      days: config.deleteAfterDays,
      world,
    }),
    addressChanges,
    library: createLibrary(store),
    shelf,
    bin,
    bulk: createBulk({ store, shelf, jobs, world }),
    views,
    composers: createComposers(indexes),
    collections: createCollections({ store, indexes, world }),
    shares: createShares({ store, allowance, world }),
    space,
    uploads,
    exports,
    imports,
    samples: createSamples({ store, indexes, uploads, world }),
    arrivals,
    photos,
    images,
    privacy: privacyView(config, integrations),
    ledger,
    practice: createPractice({ store, world }),
    places: createPlaces({ store, images }),
    formats,
    /** Null where it is not set up. */
    gemini,
    explanations: createExplanations({ store, jobs, world, setUp: gemini !== null }),
    operators,
    keys,
    incidentDesk: createIncidentDesk({ store, sessions, incidents, operators, jobs, world }),
    audit: createAudit({ store, operators, world }),
    accounts: createAccounts({ store, sessions, space, operators, world }),
    glance: createGlance({ store, status, integrations, flags, meters, budget, world }),
    queue: createQueue({ store, jobs, operators, world }),
    flagDesk: createFlagDesk({ store, world }),
    costs: createCosts({ config, store, meters, budget, world }),
    flags,
    consents,
    readings,
    originals,
    /** The mails of development; null in production, and where mail really goes out. */
    mailbox: config.env === "development" && !integrations.resend
      ? {
        get: (id: string) => store.mailbox.get(id, world.now()),
        list: () => store.mailbox.list(world.now()),
      }
      : null,
    ping: store.ping,
    /** Whether there is any way to send mail. */
    get mailReady(): boolean {
      return mailer.ready && (integrations.resend === null || flags.state("resend") !== "off");
    },

    mailWebhook: createMailWebhook(store, config.resend?.webhookSecret ?? null, world),
    health,
    incidents,
    status,
    banner: createBanner(store, integrations, world),
    watch,

    /** Works off jobs, watches, and writes down what was counted, until `close`. */
    start(): void {
      jobs.start();
      watch.start();
      flushing = setInterval(() => {
        flush().catch((error) => logError("flush_failed", error));
      }, FLUSH_EVERY_MS);
      moving = setInterval(() => {
        originals.move().catch((error) => logError("move_failed", error));
      }, MOVE_EVERY_MS);
    },

    /** Empties the bins of what is old, takes away what is over, and what broken uploads left behind; for a timer. */
    async sweep(): Promise<number> {
      await bin.sweep();
      await arrivals.sweep();
      await exports.sweep();
      if (await store.turns.take("retention", Math.floor(world.now() / DAY_MS))) {
        await store.retention.sweep(world.now());
      }
      await photos.sweep();
      return await originals.sweep(world.now() - UNOWNED_KEPT_MS);
    },

    /** Ends when the app is asked to stop: what waits for news waits no longer. */
    stopping: stopping.signal,

    /** Event streams that are open, by whose they are: each costs memory and a look at the database. */
    streams: createSeats({ each: 6, all: 300 }),

    /** The same of browsers that wait to be signed in, by their client: anybody can open those. */
    waitingStreams: createSeats({ each: 20, all: 200 }),

    /** Takes no further job, and tells whoever waits for news; requests go on being answered. */
    stop(): void {
      stopping.abort();
      jobs.stop();
    },

    /** Finishes what is under way within `graceMs`, and leaves the rest to other instances. */
    async close(graceMs = 4_000): Promise<void> {
      this.stop();
      clearInterval(flushing);
      clearInterval(moving);
      // A database that does not answer must not keep what is left from being written down.
      const workMs = Math.max(0, graceMs - FLUSH_WITHIN_MS);
      const ended = [jobs.close(workMs), watch.stop(workMs), google.settled(workMs)];
      await within(graceMs, Promise.allSettled(ended));
      await within(FLUSH_WITHIN_MS, flush());
      formats.close();
      ocr.close();
    },
  };
}

/** Where files move on to; null where they stay in the database. */
function storage(config: Config, integrations: Integrations): Storage | null {
  const door = integrations.storage;
  return config.storage && door && { door, s3: createS3(config.storage) };
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
