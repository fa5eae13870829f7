import { startApp } from "../app.ts";
import { startGoogle } from "../fakes/google.ts";
import { isIn, signInWithGoogle } from "../google.ts";
import { type Scene, waiting, words } from "./scene.ts";

/** How long the app waits for Google here. */
const PATIENCE_MS = 400;

/** Somebody signs in with Google, and by mail while it is away. */
export const google: Scene = {
  vendor: "Google",
  wants: "to sign in",
  async play(fault, notes) {
    await using vendor = await startGoogle();
    await using app = await startApp({
      GOOGLE_CLIENT_ID: vendor.clientId,
      GOOGLE_CLIENT_SECRET: vendor.clientSecret,
      GOOGLE_ISSUER: vendor.origin,
    }, { timeoutMs: PATIENCE_MS });
    vendor.redirectUris.push(`${app.origin}/signin/google/callback`);
    const clara = app.visitor();
    await vendor.break(fault, fault === "refuse" ? {} : { ms: 3 * PATIENCE_MS });
    await clara.get("/health"); // A new process warms up.
    await notes.page(() => clara.get("/signin"));
    const left = await clara.get("/signin/google");
    const page = await notes.page(() => clara.get(left.location));
    notes.saw = words(page.text, /<div role="alert"[\s\S]*?<\/div>\s*<\/div>/);
    notes.holds("the mail form is not there", page.text.includes("Send the link"));
    const mailed = await app.visitor().signIn("robert@example.org");
    notes.holds("mail does not sign in", await isIn(mailed));
    notes.waited = await waiting(app);

    await vendor.mend();
    app.pass(15 * 60_000);
    await app.visitor().get("/signin"); // Whoever comes first finds out.
    await app.services.google.settled();
    // The app's clock is ahead of Google's by now.
    const iat = Math.floor(app.services.world.now() / 1000);
    vendor.forgery = { claims: { iat, exp: iat + 3600 } };
    for (let tries = 0; tries < 3 && !notes.recovered; tries++) {
      notes.recovered = (await signInWithGoogle(clara, vendor)).location === "/scores";
    }
    const people = await Array.fromAsync(app.kv.list({ prefix: ["users_by_google"] }));
    notes.twice = Math.max(0, people.length - 1);
  },
};
