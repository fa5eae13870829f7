/**
 * An app whose third parties have had ninety days of good and bad, and are not well today.
 *
 * @module
 */
import { spanStart } from "../services/integration/meters.ts";
import { createStore } from "../store/store.ts";
import { startApp, type TestApp } from "./app.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Starts it: Resend and Google do not answer, Gemini works. No vendor is called. */
export async function startTroubled(): Promise<TestApp> {
  const app = await startApp({
    RESEND_API_KEY: "re_test_AbCdEf0123456789",
    RESEND_BASE_URL: "http://127.0.0.1:9",
    MAIL_FROM: "Attacca <scores@example.org>",
    GOOGLE_CLIENT_ID: "client-of-this-test",
    GOOGLE_CLIENT_SECRET: "secret-of-this-test",
    GEMINI_API_KEY: "gemini-key-of-this-test",
    GEMINI_BASE_URL: "http://127.0.0.1:9",
  });
  const store = createStore(app.kv);
  const { incidents, world } = app.services;
  const now = world.now();
  const today = spanStart("day", now);

  for (let ago = 0; ago < 70; ago++) {
    const at = today - ago * DAY;
    await store.counters.add([
      [["meter", "resend", "day", at, "calls"], 40 + ago % 7],
      [["meter", "resend", "day", at, "failures"], ago % 23 === 5 ? 4 : 0],
      [["meter", "google-oauth", "day", at, "calls"], ago % 6 === 3 ? 0 : 20],
      [["meter", "gemini", "day", at, "calls"], ago > 30 ? 0 : 90],
    ]);
  }
  const past = store.begin();
  const openedAt = today - 12 * DAY + 9 * 60 * MINUTE;
  const over = {
    id: "01k8z3m4q5r6s7t8v9w0x1y2z3",
    integration: "google-oauth",
    subject: "service",
    severity: "major" as const,
    title: "Google is not answering",
    signs: [],
    shows: null,
    spells: [{ from: openedAt, to: openedAt + 34 * MINUTE }],
    openedAt,
    wellSince: openedAt + 34 * MINUTE,
    closedAt: openedAt + 34 * MINUTE,
    timeline: [
      { at: openedAt, text: "Google is not answering, so sign-in is by mail." },
      { at: openedAt + 34 * MINUTE, text: "Google answers again." },
      { at: openedAt + 39 * MINUTE, text: "Over. It lasted 34 minutes." },
    ],
  };
  const key = ["incidents_open", over.integration, over.subject];
  await store.incidents.close(past, { key, value: over, versionstamp: null } as never, over);
  await store.commit(past);

  const since = now - 12 * MINUTE;
  await incidents.takeIn("resend", new Map([["slow", since - 4 * MINUTE], ["failing", since]]));
  const failing = { failing: since };
  await store.summary.put({ at: now, signs: { resend: failing, "google-oauth": failing } });
  await store.audit.add(
    ["resend", "google-oauth"].flatMap((integration) =>
      [1, 2].map((n) => ({
        id: `${integration}-${n}`,
        at: now - n * MINUTE,
        integration,
        operation: "probe",
        subject: null,
        outcome: "unavailable",
        ms: 20,
        attempts: 3,
        tokens: 0,
        bytes: 0,
      }))
    ),
  );
  await store.vendorStatus.put("resend", {
    word: {
      vendor: "Resend",
      level: "trouble",
      text: "Partially Degraded Service: Delayed sending",
      since: now - 12 * MINUTE,
    },
    readAt: now - 2 * MINUTE,
    failures: 0,
    triedAt: now - 2 * MINUTE,
  });
  return app;
}
