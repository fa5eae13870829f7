/** Names, addresses, secrets and keys go through every path, and come out nowhere they should not. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "./app.ts";
import { CLARA, startGoogle } from "./fakes/google.ts";
import { startGemini } from "./fakes/gemini.ts";
import { startResend } from "./fakes/resend.ts";
import { answer, said } from "./gemini_app.ts";
import { signInWithGoogle } from "./google.ts";
import { pdfFile, titlePage } from "./pdf.ts";
import { quietly } from "./quiet.ts";
import type { Visitor } from "./visitor.ts";

const ADDRESS = "wilhelmine.hush@example.org";
const FILE = "letter to doctor hushaby.pdf";
const TITLE = "Sonata Hushhush";

/** What anybody may open. */
const OPEN = [
  "/",
  "/signin",
  "/signin/sent",
  "/signin?problem=google_away",
  "/signin/link?token=made-up",
  "/status",
  "/health",
  "/health/integrations",
  "/health/integrations/resend",
  "/health/integrations/gemini",
  "/health/integrations/google-oauth",
  "/health/integrations/nobody",
  "/nowhere",
  "/scores/made-up",
];

Deno.test("no name, address, secret or key is in logs, health, status or error pages", async () => {
  const secrets = new Map<string, string>([
    ["address", "hush@example.org"],
    ["admin", "night.watch@example.org"],
    ["file", "hushaby"],
    ["title", "hushhush"],
    ["name", "wilhelmine hush"],
    ["signing key", "B".repeat(43)],
  ]);
  let seen = "";
  const logged = await quietly(async () => {
    await using resend = startResend();
    await using gemini = startGemini();
    await using google = await startGoogle();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      RESEND_WEBHOOK_SECRET: resend.webhookSecret,
      MAIL_FROM: "Attacca <scores@example.org>",
      GEMINI_API_KEY: gemini.key,
      GEMINI_BASE_URL: gemini.origin,
      GOOGLE_CLIENT_ID: google.clientId,
      GOOGLE_CLIENT_SECRET: google.clientSecret,
      GOOGLE_ISSUER: google.origin,
      ADMIN_EMAILS: "night.watch@example.org",
      SESSION_KEYS: `test:${"B".repeat(43)}`,
    }, { timeoutMs: 1_000 });
    google.redirectUris.push(`${app.origin}/signin/google/callback`);
    google.person = { ...CLARA, email: ADDRESS, name: "Wilhelmine Hush" };
    for (
      const [what, key] of [
        ["Resend's key", resend.key],
        ["the webhook's secret", resend.webhookSecret],
        ["Gemini's key", gemini.key],
        ["Google's secret", google.clientSecret],
      ]
    ) secrets.set(what, key);
    gemini.answer(answer({ title: said(TITLE), composer: said("Wilhelmine Hush") }));

    // Twice: while all is well, and while nothing is.
    for (const fault of [null, "500", "wrong_shape"] as const) {
      if (fault !== null) {
        for (const vendor of [resend, gemini, google]) await vendor.break(fault);
        app.pass(61_000);
      }
      const person = app.visitor();
      await person.post("/signin", { email: ADDRESS });
      await app.services.jobs.drained();
      await person.get("/signin/sent");
      await person.post("/signin/code", { code: "123456" });
      const text = resend.sent.at(-1)!.text!;
      const token = /token=([\w-]+)/.exec(text)![1];
      secrets.set(`token ${fault}`, token);
      secrets.set(`digits ${fault}`, /^\d{3} \d{3}$/m.exec(text)![0]);
      await person.get(`/signin/link?token=${token}`);
      await person.post("/signin/link", { token });
      await person.post("/signin/link", { token });
      await bringIn(app, fault === null ? person : app.visitor());
      if (fault === null) await signInWithGoogle(app.visitor(), google);
      else await app.visitor().get("/signin/google");
      for (const pair of person.cookie.split("; ")) {
        secrets.set(`cookie ${pair}`, pair.split("=")[1]);
      }

      await app.visitor().get(`/signin/google/callback?code=${ADDRESS}&state=${ADDRESS}`);
      await app.visitor().get(`/nowhere/${ADDRESS}?q=${ADDRESS}`);
      await app.visitor().fetch("/webhooks/resend", { method: "POST", body: ADDRESS });
      await fetch(
        await resend.webhook(`${app.origin}/webhooks/resend`, {
          type: "email.bounced",
          to: ADDRESS,
        }),
      );
      await app.services.jobs.drained();
      await app.services.watch.look();
      const stranger = app.visitor();
      for (const path of OPEN) {
        const { text, headers } = await stranger.get(path);
        seen += `\n== ${path}\n${text}\n${JSON.stringify([...headers])}`;
      }
    }
  });
  secrets.delete("cookie ");
  for (const [what, secret] of secrets) {
    for (const [where, text] of [["the log", logged], ["a page", seen]]) {
      const at = text.toLowerCase().indexOf(secret.toLowerCase());
      assert.equal(
        at,
        -1,
        `${what} is in ${where}: …${text.slice(Math.max(0, at - 120), at + 60)}`,
      );
    }
  }
  assert.match(logged, /integration_failed/, "something was logged at all");
  for (const line of logged.trim().split("\n")) assert.doesNotThrow(() => JSON.parse(line), line);
});

async function bringIn(app: TestApp, person: Visitor): Promise<void> {
  for (const purpose of ["ai-reading", "ai-explaining"]) {
    await person.post("/account/consents", { purpose, answer: "yes" });
  }
  const words = titlePage(TITLE, "Wilhelmine Hush");
  const sent = await person.upload([pdfFile(FILE, { words }), new File(["no"], FILE)], {
    json: true,
  });
  await app.services.jobs.drained();
  const score = JSON.parse(sent.text).scores?.[0]?.url ?? "/scores/made-up";
  for (const path of [score, `${score}/metadata`, `${score}/file`, `${score}/pages/9`]) {
    await person.get(path);
  }
  await person.post(`${score}/explanation`, {});
  await person.post(score, { title: "" });
}
