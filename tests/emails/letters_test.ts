import assert from "node:assert/strict";
import { type LetterProps, renderLetter, type Template } from "../../emails/mod.ts";
import { axeViolations } from "../browser/axe.ts";
import { launchChromium } from "../browser/chromium.ts";

/** One of each, as they are sent. */
const samples: LetterProps = {
  "sign-in-link": {
    link: "https://attacca.example/signin/link?token=a1-B_2&next=%2Fscores",
    minutes: 15,
    code: "012345",
    codeMinutes: 10,
    host: "attacca.example",
  },
  "score-analysed": {
    title: "Menuet",
    composer: "Christian Petzold",
    what: "read",
    url: "https://attacca.example/scores/01j",
    account: "https://attacca.example/account",
  },
  "data-export": { url: "https://attacca.example/account/data", days: 7 },
  "account-leaving": {
    host: "attacca.example",
    askedAt: "2026-02-23T14:05:06.000Z",
    due: "2026-03-02T14:05:06.000Z",
    google: true,
    url: "https://attacca.example/account/leaving",
  },
  "account-deleted": {
    host: "attacca.example",
    deletedAt: "2026-03-02T14:05:06.000Z",
    scores: 12,
    collections: 1,
    links: 0,
    bytes: 3_500_000,
    google: true,
  },
  "incident-notice": {
    integration: "Resend",
    title: "Resend is not answering",
    what: "Sign-in mail waits in the outbox. People can sign in from another device.",
    since: "2026-03-02T14:05:06.000Z",
    statusUrl: "https://attacca.example/status",
    resolved: false,
  },
  "keys-overdue": {
    host: "attacca.example",
    names: ["GEMINI_API_KEY", "the session key k1"],
    days: 90,
    url: "https://attacca.example/admin/keys",
  },
  "budget-notice": {
    spent: "$8.12",
    budget: "$10.00",
    over: false,
    stops: true,
    resetsAt: "2026-04-01T00:00:00.000Z",
    url: "https://attacca.example/admin/costs",
  },
  "google-changed": {
    host: "attacca.example",
    account: "clara@example.org",
    change: "connected",
    changedAt: "2026-03-02T14:05:06.000Z",
    url: "https://attacca.example/account",
  },
  "address-question": {
    host: "attacca.example",
    side: "old",
    address: "clara@new.example",
    url: "https://attacca.example/address?token=a1-B_2",
    hours: 24,
  },
  "address-taken": { host: "attacca.example" },
  "address-changed": {
    host: "attacca.example",
    address: "clara@new.example",
    changedAt: "2026-03-02T14:05:06.000Z",
    url: "https://attacca.example/address?token=a1-B_2",
    days: 7,
  },
};

/** What is one of a few words of ours. */
const CHOICES = ["change", "side", "what"];

const templates = Object.keys(samples) as Template[];
const letter = (template: Template) => renderLetter(template, samples[template]);

// Landmarks belong to the mail client's page, of which a mail is only a part.
const PAGE_RULES = ["landmark-one-main", "region"];

/** What a reader of the HTML reads, with white space evened out. */
function words(html: string): string {
  const text = html
    .replace(/<title>.*?<\/title>|<style>.*?<\/style>|<!--.*?-->|<!DOCTYPE[^>]*>/gs, "")
    .replace(/<[^>]*>/g, " ");
  return even(text.replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replaceAll("&quot;", '"'));
}
const even = (text: string) => text.replace(/\s+/g, " ");

for (const template of templates) {
  Deno.test(`${template}: every paragraph of the plain text stands in the HTML too`, async () => {
    const { html, text } = await letter(template);
    const read = words(html);
    for (const paragraph of text.trim().split("\n\n")) {
      // A button takes the place of "open this link: …".
      const said = even(paragraph).replace(/open this link:$/, "press the button.")
        .replace(/:$/, "");
      assert.ok(read.includes(said), said);
    }
  });

  Deno.test(`${template} speaks plainly, loads nothing and names no other host`, async () => {
    const { subject, html, text } = await letter(template);
    assert.doesNotMatch(
      html,
      /<img|<script|<link|<iframe|url\(|@import|@font-face|\ssrc(set)?=/i,
    );
    // The doctype names its DTD, which nothing fetches.
    const whole = html.replace(/^<!DOCTYPE[^>]*>/, "") + text;
    const hosts = [...whole.matchAll(/\/\/([^/"'<\s]+)/g)].map(([, host]) => host);
    assert.ok(hosts.every((host) => host === "attacca.example"), String(hosts));
    assert.doesNotMatch(`${subject} ${words(html)} ${text}`, /!|\btoken\b(?!=)|invalid|undefined/i);
  });

  Deno.test(`${template}: HTML and line breaks in what it is told stay text`, async () => {
    const evil = `"><script>alert(1)</script>\r\nBcc: eve@example.org\n<b onclick=x>`;
    const props = Object.fromEntries(
      Object.entries(samples[template]).map(([name, value]) =>
        typeof value === "string" && !/^http|^\d{4}-/.test(value) && !CHOICES.includes(name)
          ? [name, evil]
          : [name, value]
      ),
    );
    const { subject, html } = await renderLetter(template, props as never);
    assert.doesNotMatch(html, /<script|<b\s/);
    assert.doesNotMatch(subject, /[\r\n]/);
  });

  Deno.test(`${template} is legible, light and dark, with one ground throughout`, async () => {
    const { html } = await letter(template);
    await using browser = await launchChromium();
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme, bypassCSP: true });
      await page.setContent(html);
      const found = await axeViolations(page);
      assert.deepEqual(found.filter(({ rule }) => !PAGE_RULES.includes(rule)), [], colorScheme);
      const grounds = await page.evaluate(() =>
        [...document.querySelectorAll("body, body *:not(a, a *)")]
          .map((element) => getComputedStyle(element).backgroundColor)
          .filter((colour) => colour !== "rgba(0, 0, 0, 0)")
      );
      const expected = colorScheme === "dark" ? "rgb(21, 20, 18)" : "rgb(251, 250, 246)";
      assert.deepEqual([...new Set(grounds)], [expected]);
    }
  });
}

Deno.test("the incident notice says since when, and when it is over", async () => {
  const open = await letter("incident-notice");
  assert.equal(open.subject, "Incident: Resend is not answering");
  assert.match(open.text, /began on 2 March 2026 at 14:05 UTC/);
  const over = await renderLetter("incident-notice", {
    ...samples["incident-notice"],
    resolved: true,
  });
  assert.equal(over.subject, "Over: Resend is not answering");
  assert.match(over.text, /Resend works again/);
});

Deno.test("a score without a composer is named by its title alone", async () => {
  const { text } = await renderLetter("score-analysed", {
    ...samples["score-analysed"],
    composer: "",
  });
  assert.match(text, /^Menuet has been read\./m);
});

Deno.test("the receipt counts what went, and says nothing of what there was none of", async () => {
  const { text } = await letter("account-deleted");
  assert.match(text, /, with 12 scores, one collection or setlist and 3\.3 MB of files\.$/m);
  assert.doesNotMatch(text, /link/);
  const nothing = { scores: 0, collections: 0, links: 0, bytes: 0, google: false };
  const bare = await renderLetter("account-deleted", {
    ...samples["account-deleted"],
    ...nothing,
  });
  assert.match(bare.text, /was deleted on 2 March 2026 at 14:05 UTC\.$/m);
  assert.doesNotMatch(bare.text, /google/i);
});

Deno.test("the letter that an account is leaving says when, and how to keep it", async () => {
  const { subject, text } = await letter("account-leaving");
  assert.equal(subject, "Your account will be deleted on 2 March 2026");
  assert.match(text, /It goes on 2 March 2026 at 14:05 UTC/);
  assert.match(text, /^https:\/\/attacca\.example\/account\/leaving$/m);
});
