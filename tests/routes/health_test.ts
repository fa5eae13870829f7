import assert from "node:assert/strict";
import { startApp } from "../app.ts";

Deno.test("with nothing set up every stand-in plays, and the report says so", async () => {
  await using app = await startApp();
  const answer = await app.visitor().get("/health/integrations");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/health+json");
  const { status, checks } = JSON.parse(answer.text);
  assert.equal(status, "warn");
  assert.deepEqual(Object.keys(checks), ["google-oauth", "resend", "gemini"]);
  assert.equal(checks.resend.queue.depth, 0);
  assert.match(checks["google-oauth"].output, /sign-in is by mail/);
});

Deno.test("each integration answers for itself; what cannot be done at all is 503", async () => {
  await using app = await startApp();
  const visitor = app.visitor();
  assert.equal((await visitor.get("/health/integrations/resend")).status, 200);
  assert.equal((await visitor.get("/health/integrations/unknown")).status, 404);
  await using production = await startApp({ APP_ENV: "production" });
  const answer = await production.visitor().get("/health/integrations/resend");
  assert.equal(answer.status, 503);
  assert.equal(JSON.parse(answer.text).status, "fail");
  assert.equal((await production.visitor().get("/health/integrations")).status, 503);
  assert.equal((await production.visitor().get("/health")).status, 200, "the process is alive");
});
