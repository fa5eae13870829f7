import { startApp } from "../app.ts";
import { startResend } from "../fakes/resend.ts";
import { awayFromMidnight } from "../midnight.ts";
import { type Scene, settle, waiting, words } from "./scene.ts";

const TOO_LATE = /could not take the mail for .* so no link will come/;
const KEPT = /does not confirm that it has the mail for .* We keep it and try again until/;

/** Somebody asks for a link to sign in. */
export const resend: Scene = {
  vendor: "Resend",
  wants: "a link to sign in",
  async play(fault, notes) {
    await using vendor = startResend();
    await using app = await startApp({
      RESEND_API_KEY: vendor.key,
      RESEND_BASE_URL: vendor.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
    });
    const clara = app.visitor();
    // A new process warms up.
    await app.visitor().post("/signin", { email: "wieck@example.org" });
    await app.services.jobs.drained();
    for (const path of ["/signin", "/signin/sent"]) await clara.get(path);
    vendor.sent.length = 0;
    awayFromMidnight(app);
    await vendor.break(fault, { ms: 600 });
    await notes.page(() => clara.post("/signin", { email: "clara@example.org" }));
    await app.services.jobs.drained();
    app.pass(2_000); // The page tells of a mail in beats.
    const page = await notes.page(() => clara.get("/signin/sent"));
    notes.saw = words(page.text, /<p role="status"[\s\S]*?<\/p>/);
    notes.holds("no other way in is offered", /[B-Z]{4}-[B-Z]{4}/.test(page.text));
    notes.waited = await waiting(app);

    await vendor.mend();
    await settle(app, 3 * 60_000);
    if (fault === "daily_quota") {
      // The new day comes after the link has run out: the person is told so, and nothing waits.
      notes.holds("it is not said that it will not come", TOO_LATE.test(notes.saw));
      await clara.post("/signin", { email: "robert@example.org" });
      await settle(app, 60_000);
      notes.recovered = vendor.sent.length === 1;
      return;
    }
    notes.holds("it is not said that the mail is kept", KEPT.test(notes.saw));
    notes.twice = Math.max(0, vendor.sent.length - 1);
    notes.lost = vendor.sent.length === 0 ? 1 : 0;
    const token = /token=([\w-]+)/.exec(vendor.sent[0]?.text ?? "")?.[1] ?? "";
    notes.recovered = (await clara.post("/signin/link", { token })).status === 303;
  },
};
