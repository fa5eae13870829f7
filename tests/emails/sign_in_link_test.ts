import assert from "node:assert/strict";
import { renderSignInLink } from "../../emails/mod.ts";
import { axeViolations } from "../browser/axe.ts";
import { launchChromium } from "../browser/chromium.ts";

const link = "https://attacca.example/signin/link?token=a1-B_2&next=%2Fscores";
// Landmarks belong to the mail client's page, of which a mail is only a part.
const PAGE_RULES = ["landmark-one-main", "region"];
const props = { link, minutes: 15, host: "attacca.example" };

Deno.test("the sign-in mail has its link in both bodies, escaped in the HTML", async () => {
  const { html, text } = await renderSignInLink(props);
  const escaped = link.replace("&", "&amp;");
  assert.equal(html.split(`href="${escaped}"`).length - 1, 2);
  assert.ok(html.includes(`>${escaped}</a>`), "the link as text to copy");
  assert.ok(text.split("\n").includes(link), "the link on a line of its own");
});

Deno.test("the sign-in mail says in both bodies that the link works once, and how long", async () => {
  const { subject, html, text } = await renderSignInLink({
    ...props,
    minutes: 7,
  });
  const words = html
    .replace(/<style>.*?<\/style>|<!--.*?-->|<!DOCTYPE[^>]*>/gs, "")
    .replace(/<[^>]*>/g, " ");
  for (const said of [words, text.replaceAll("\n", " ")]) {
    assert.match(said, /The link works once, for 7 minutes\./);
    assert.match(
      said,
      /If you did not ask for this, nothing happens; you can ignore it\./,
    );
    assert.match(
      said,
      /sheet-music library at attacca\.example\s+with this address/,
    );
    assert.doesNotMatch(said, /!/);
  }
  assert.match(html, />Sign in to Attacca</);
  assert.equal(subject, "Your sign-in link for Attacca");
});

Deno.test("the sign-in mail loads nothing and names no other host", async () => {
  const { html, text } = await renderSignInLink(props);
  assert.doesNotMatch(
    html,
    /<img|<script|<link|<iframe|url\(|@import|@font-face|\ssrc(set)?=/i,
  );
  // The doctype names its DTD, which nothing fetches.
  const whole = html.replace(/^<!DOCTYPE[^>]*>/, "") + text;
  const hosts = [...whole.matchAll(/\/\/([^/"'<\s]+)/g)].map(([, host]) => host);
  assert.deepEqual([...new Set(hosts)], ["attacca.example"]);
});

Deno.test("HTML in a link or a host stays text in the sign-in mail", async () => {
  const { html } = await renderSignInLink({
    link: `https://attacca.example/"><script>alert(1)</script>`,
    minutes: 15,
    host: "<b onclick=x>here</b>&amp;",
  });
  assert.doesNotMatch(html, /<script|<b\s/);
  assert.ok(html.includes("&lt;b onclick=x&gt;here&lt;/b&gt;&amp;amp;"));
  assert.ok(html.includes(`/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"`));
});

Deno.test("the sign-in mail is legible, light and dark, with one ground throughout", async () => {
  const { html } = await renderSignInLink(props);
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
