/**
 * The app with an operator who has signed in.
 *
 * @module
 */
import { spanStart } from "../services/integration/meters.ts";
import { spentPath } from "../services/integration/spent.ts";
import type { Job } from "../store/jobs.ts";
import { createStore, type Store } from "../store/store.ts";
import { startApp, type TestApp } from "./app.ts";
import { quietly } from "./quiet.ts";
import type { Visitor } from "./visitor.ts";

/** What there is to play with. */
export interface Desk {
  readonly app: TestApp;
  readonly store: Store;
  readonly clara: Visitor;
  /** Clara's id. */
  readonly claraId: string;
}

/** Starts it; Clara is the operator. */
export async function atDesk(
  run: (desk: Desk) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  await quietly(async () => {
    await using app = await startApp({ ADMIN_EMAILS: "clara@example.org", ...env });
    const clara = await app.visitor().signIn("clara@example.org");
    const store = createStore(app.kv);
    const claraId = (await store.users.byEmail("clara@example.org"))!.id;
    await run({ app, store, clara, claraId });
  });
}

/** A job as it may wait; a letter that is due in a week, where nothing else is said. */
export function aJob(now: number, change: Partial<Job> = {}): Job {
  const id = `01k8z3m4q5r6s7t8v9w0x1${String(jobs++).padStart(4, "0")}`;
  return {
    id,
    kind: "send-mail",
    payload: {
      id,
      to: "fanny@example.org",
      template: "address-taken",
      props: { host: "attacca.example" },
      uselessAt: now + 60 * 24 * 60 * 60_000,
    },
    dueAt: now + 7 * 24 * 60 * 60_000,
    attempts: 1,
    createdAt: now - 60_000,
    lastError: "Cannot call resend: it failed too often just now",
    ...change,
  };
}

let jobs = 0;

/** Writes jobs down. */
export async function waitWith(store: Store, ...jobs: readonly Job[]): Promise<void> {
  const operation = store.begin();
  for (const job of jobs) store.jobs.add(operation, job);
  await store.commit(operation);
}

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** What a desk with trouble needs to be set up. */
export const TROUBLE = {
  GEMINI_API_KEY: "gemini-key-of-this-test",
  GEMINI_BASE_URL: "http://127.0.0.1:9",
  GOOGLE_CLIENT_ID: "client-of-this-test",
  GOOGLE_CLIENT_SECRET: "secret-of-this-test",
  MONTHLY_BUDGET_USD: "20",
  BUDGET_HARD_STOP: "1",
};

/** A month of calls, Gemini away since a while, work that waits and work that was given up. */
export async function withTrouble({ app, store, clara, claraId }: Desk): Promise<void> {
  const now = app.services.world.now();
  const count = async (
    name: string,
    span: "five" | "day",
    at: number,
    calls: number,
    bad: number,
  ) => {
    const path = (metric: string) => ["meter", name, span, spanStart(span, at), metric];
    const slow = Math.floor(calls / 9);
    await store.counters.add([
      [path("calls"), calls],
      [path("failures"), bad],
      [path("tokens"), name === "gemini" ? 3_000 * calls : 0],
      [path("under:1000"), Math.max(0, calls - bad - slow)],
      [path("under:5000"), slow],
    ]);
  };
  for (let n = 0; n < 24; n++) {
    await count("gemini", "five", now - n * HOUR, 20 + n % 7, n < 2 ? 15 : n % 5);
    await count("google-oauth", "five", now - n * HOUR, n % 4, 0);
  }
  for (let n = 0; n < 30; n++) {
    await count("gemini", "day", now - n * DAY, 300 + 20 * (n % 9), n % 11 === 0 ? 60 : 2);
    await count("google-oauth", "day", now - n * DAY, 40 - n % 7, 0);
  }
  await store.counters.add([
    [spentPath(now, "gemini"), 16_420_000],
    [["quota", "gemini", "token", "day", spanStart("day", now)], 860_000],
  ]);
  const since = now - 12 * 60_000;
  await app.services.incidents.takeIn("gemini", new Map([["failing", since]]));
  await store.audit.add([1, 2].map((n) => ({
    id: `gemini-${n}`,
    at: now - n * 60_000,
    integration: "gemini",
    operation: "read-score",
    subject: null,
    outcome: "unavailable",
    ms: 20,
    attempts: 3,
    tokens: 0,
    bytes: 0,
  })));
  const ask = { kind: "ask-gemini", payload: { userId: claraId, id: "x" } };
  const lastError = "Cannot call gemini: it failed too often just now";
  const jobs = [
    ...Array.from(
      { length: 12 },
      (_, n) =>
        aJob(now, {
          ...ask,
          lastError,
          createdAt: now - n * HOUR,
          dueAt: now + n * 5 * 60_000 + HOUR,
        }),
    ),
    aJob(now),
    aJob(now, {
      kind: "delete-account",
      payload: { userId: claraId },
      attempts: 0,
      lastError: undefined,
    }),
    aJob(now, { kind: "change-bin", payload: { userId: claraId, act: "restore", ids: [] } }),
    aJob(now, { lastError: "it came too late to be of use" }),
  ];
  await waitWith(store, ...jobs);
  for (const { id } of jobs.slice(-2)) await clara.post("/admin/queue", { act: "discard", id });
  const seen = { seen: "none", act: "set" };
  await clara.post("/admin/flags", {
    ...seen,
    name: "gemini/explain-score",
    share: "some",
    percent: "25",
    add: "clara@example.org",
  });
}

/** What the page says, without its marks. */
export const plain = (html: string) =>
  html.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, " ").replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
