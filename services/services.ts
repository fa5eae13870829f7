/**
 * What the app does, put together from a checked configuration and the world; `house/` has the parts.
 *
 * @module
 */
import { createStore, type Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import { createDesk } from "./house/desk.ts";
import type { HouseNeeds } from "./house/needs.ts";
import { createOutside } from "./house/outside.ts";
import { createPeople } from "./house/people.ts";
import { createScores } from "./house/scores.ts";
import { createSweep } from "./house/sweep.ts";
import type { Patience } from "./integrations.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { logError } from "./log.ts";
import { createMailWebhook } from "./mail/webhook.ts";
import type { PdfEngineOptions } from "./pdf/engine.ts";
import { privacyView } from "./privacy.ts";
import { createSeats } from "./seats.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** Counts are at most this much behind, and lost only where the process is killed. */
const FLUSH_EVERY_MS = 3_000;
/** How often what is here is looked at for moving on to the store for files. */
const MOVE_EVERY_MS = 60_000;
/** How much of the time that it has to stop is for what was counted. */
const FLUSH_WITHIN_MS = 400;

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
  const outside = createOutside(config, store, world, patience);
  // The jobs are there by the time that anybody has something for them.
  const later: HouseNeeds["later"] = {
    add: (...job) => jobs.add(...job),
    kick: () => jobs.kick(),
  };
  const needs: HouseNeeds = { config, store, world, outside, later };
  const people = createPeople(needs);
  const scores = createScores({ ...needs, people, reading });
  const jobs: Jobs = createJobs(store, { ...people.handlers, ...scores.handlers }, world);
  const desk = createDesk({ ...needs, people, jobs });
  const { flags, mailer, integrations, gemini, originals, flush } = outside;
  const { google } = people.services;

  const stopping = new AbortController();
  let flushing: ReturnType<typeof setInterval> | undefined;
  let moving: ReturnType<typeof setInterval> | undefined;

  return {
    config,
    world,
    jobs,
    flags,
    /** Null where it is not set up. */
    gemini,
    originals,
    ...people.services,
    ...scores.services,
    ...desk,
    privacy: privacyView(config, integrations),
    /** The mails of development; null in production, and where mail really goes out. */
    mailbox: config.env === "development" && !integrations.resend ? mailbox(store, world) : null,
    mailWebhook: createMailWebhook(store, config.resend?.webhookSecret ?? null, world),
    ping: store.ping,
    /** Whether there is any way to send mail. */
    get mailReady(): boolean {
      return mailer.ready && (integrations.resend === null || flags.state("resend") !== "off");
    },

    /** Works off jobs, watches, and writes down what was counted, until `close`. */
    start(): void {
      jobs.start();
      desk.watch.start();
      flushing = setInterval(() => {
        flush().catch((error) => logError("flush_failed", error));
      }, FLUSH_EVERY_MS);
      moving = setInterval(() => {
        originals.move().catch((error) => logError("move_failed", error));
      }, MOVE_EVERY_MS);
    },

    /** Empties the bins of what is old, takes away what is over, and what broken uploads left behind; for a timer. */
    sweep: createSweep({ store, originals, ...scores.services, world }),

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
      const ended = [jobs.close(workMs), desk.watch.stop(workMs), google.settled(workMs)];
      await within(graceMs, Promise.allSettled(ended));
      await within(FLUSH_WITHIN_MS, flush());
      scores.close();
    },
  };
}

function mailbox({ mailbox }: Store, world: World) {
  return {
    get: (id: string) => mailbox.get(id, world.now()),
    list: () => mailbox.list(world.now()),
  };
}
