/** Google × every fault × each of its endpoints that we call: the person is told, mail is at hand, and it mends. */
import assert from "node:assert/strict";
import type { TestApp } from "./app.ts";
import { type Fault, faults } from "./fakes/fault.ts";
import { googleEndpoints } from "./fakes/google.ts";
import { atGoogle, back, isIn, signInWithGoogle, withGoogle } from "./google.ts";
import type { Visitor } from "./visitor.ts";

const SLOWEST_PAGE_MS = 300;
/** How long the app waits for Google here; the redirect and the callback may take as long. */
const PATIENCE_MS = 400;
const SLOWEST_REDIRECT_MS = PATIENCE_MS + SLOWEST_PAGE_MS;
/** Longer than the app waits. */
const LATE_MS = 1_200;
/** Longer than any pause that we make, or that Google asks for, of a fault that it names. */
const QUARTER_HOUR = 15 * 60_000;

/** A page and how long it took. */
async function timed<T>(work: () => Promise<T>, most: number): Promise<T> {
  const start = performance.now();
  const answer = await work();
  const took = performance.now() - start;
  assert.ok(took < most, `${took} ms`);
  return answer;
}

/** The sign-in page as it is now: quick, and with the mail form whatever has become of Google. */
async function signInPage(visitor: Visitor, path = "/signin"): Promise<string> {
  const page = await timed(() => visitor.get(path), SLOWEST_PAGE_MS);
  assert.equal(page.status, 200);
  assert.match(page.text, /Send the link/);
  return page.text;
}

/** Once Google is well again it is offered again, by itself, and signs in. */
async function recovers(app: TestApp, google: Parameters<typeof signInWithGoogle>[1]) {
  await new Promise((resolve) => setTimeout(resolve, 320)); // An open breaker lets one through.
  app.pass(QUARTER_HOUR);
  await signInPage(app.visitor()); // Whoever comes first finds out.
  await app.services.google.settled();
  assert.match(await signInPage(app.visitor()), /Continue with Google/);
  // The app's clock is ahead of Google's by now.
  const iat = Math.floor(app.services.world.now() / 1000);
  google.forgery = { claims: { iat, exp: iat + 3600 } };
  // On a busy machine even a healthy Google may take longer than the app waits here.
  for (let tries = 0; tries < 3; tries++) {
    const clara = app.visitor();
    if ((await signInWithGoogle(clara, google)).location === "/scores") return;
  }
  assert.fail("Google is well, and signs nobody in");
}

for (const fault of Object.keys(faults) as Fault[]) {
  for (const endpoint of ["discovery", "token", "jwks"] as const) {
    if (fault === "refuse" && endpoint !== "discovery") continue; // A closed port is closed for all.
    Deno.test(`Google's ${endpoint} × ${fault}: a sentence, mail at hand, quick pages, and back by itself`, async () => {
      await withGoogle(async (app, google, logged) => {
        const clara = app.visitor();
        const only = fault === "refuse" ? undefined : googleEndpoints[endpoint];
        const options = { ms: LATE_MS, ...(only && { only }) };
        let answer;
        if (endpoint === "discovery") {
          await google.break(fault, fault === "refuse" ? {} : options);
          await clara.get("/health"); // The first request of an app loads what it needs.
          await signInPage(clara);
          answer = await timed(() => clara.get("/signin/google"), SLOWEST_REDIRECT_MS);
        } else {
          const warm = app.visitor();
          await warm.get("/signin/google");
          if (endpoint === "token") await app.services.google.settled();
          else {
            await app.services.google.settled();
            app.pass(25 * 60 * 60_000); // What was kept of the keys is too old to go by.
          }
          await google.break(fault, options);
          const callback = await atGoogle(clara, google);
          answer = await timed(() => back(clara, callback), SLOWEST_REDIRECT_MS);
        }
        assert.equal(answer.status, 303);
        assert.match(answer.location, /^\/signin\?problem=google_(away|refused|full)$/);
        const page = await signInPage(clara, answer.location);
        assert.match(
          page,
          /role="alert".*Google (is not answering|did not confirm|takes no more)/s,
        );
        assert.equal(await isIn(clara), false);
        assert.doesNotMatch(logged.join("\n"), /clara@|code=|eyJ|google-secret/);

        // Mail is what it always was.
        const mailed = app.visitor();
        await mailed.signIn("robert@example.org");
        assert.equal(await isIn(mailed), true);

        await google.mend();
        await recovers(app, google);
      }, PATIENCE_MS);
    });
  }
}

Deno.test("a Google that fails again and again is not offered: mail leads, the page says so, and nobody is sent there", async () => {
  await withGoogle(async (app, google) => {
    await google.break("503", { only: googleEndpoints.token });
    for (let tries = 0; tries < 5; tries++) await signInWithGoogle(app.visitor(), google);
    const page = await signInPage(app.visitor());
    assert.match(page, /Google is not answering\. Sign in by mail/);
    assert.doesNotMatch(page, /Continue with Google/);
    const asked = google.requests.length;
    const left = await timed(() => app.visitor().get("/signin/google"), SLOWEST_PAGE_MS);
    assert.equal(left.location, "/signin?problem=google_away");
    assert.equal(google.requests.length, asked);
    await google.mend();
    await recovers(app, google);
  }, PATIENCE_MS);
});

Deno.test("the token endpoint is asked once for each code, whatever becomes of it [RFC 6749 4.1.2]", async () => {
  for (const fault of ["hang", "503", "cut", "late", "429_retry_after"] as const) {
    await withGoogle(async (app, google) => {
      await google.break(fault, { only: googleEndpoints.token, ms: LATE_MS });
      await signInWithGoogle(app.visitor(), google);
      await new Promise((resolve) => setTimeout(resolve, 100));
      const asked = google.requests.filter(({ path }) => googleEndpoints.token.test(path));
      assert.equal(asked.length, 1, fault);
      await google.mend();
    }, PATIENCE_MS);
  }
});
