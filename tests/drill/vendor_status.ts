import { startApp } from "../app.ts";
import { startVendorStatus } from "../fakes/vendor_status.ts";
import { type Scene, waiting, words } from "./scene.ts";

/** Somebody looks at the status page, where the vendors' own words stand beside ours. */
export const vendorStatus: Scene = {
  vendor: "Status pages",
  wants: "the vendors' own words",
  async play(fault, notes) {
    await using vendor = startVendorStatus();
    await using app = await startApp({
      RESEND_API_KEY: "re_test_AbCdEf0123456789",
      RESEND_BASE_URL: "http://127.0.0.1:9",
      MAIL_FROM: "Attacca <scores@example.org>",
      RESEND_STATUS_URL: `${vendor.origin}/api/v2/summary.json`,
      GOOGLE_STATUS_URL: `${vendor.origin}/incidents.json`,
    });
    const visitor = app.visitor();
    await app.services.watch.look();
    await visitor.get("/status"); // A new process warms up.
    app.pass(20 * 60_000);
    await vendor.break(fault, { ms: 8_000 });
    const looked = app.services.watch.look();
    await notes.page(() => visitor.get("/status"));
    await looked;
    app.pass(10_000); // What the page knows is kept for some seconds.
    const page = await notes.page(() => visitor.get("/status"));
    notes.saw = words(page.text, /<p[^>]*>Resend says[\s\S]*?<\/p>/);
    notes.holds(
      "it is not said that the word is old",
      notes.saw.includes("could not be read since"),
    );
    notes.waited = await waiting(app);

    await vendor.mend();
    vendor.statuspage({ indicator: "minor", description: "Sending is delayed" });
    for (let tries = 0; tries < 8 && !notes.recovered; tries++) {
      app.pass(30 * 60_000);
      await app.services.watch.look();
      notes.recovered = (await visitor.get("/status")).text.includes("Sending is delayed");
    }
  },
};
