/**
 * The app with an operator who has signed in.
 *
 * @module
 */
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

/** What the page says, without its marks. */
export const plain = (html: string) =>
  html.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, " ").replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
