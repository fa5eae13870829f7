import assert from "node:assert/strict";
import { renderLetter } from "../../emails/mod.ts";

const link = "https://attacca.example/signin/link?token=a1-B_2&next=%2Fscores";
const props = { link, minutes: 15, code: "012345", codeMinutes: 10, host: "attacca.example" };

Deno.test("the sign-in mail has its link in both bodies, escaped in the HTML", async () => {
  const { html, text } = await renderLetter("sign-in-link", props);
  const escaped = link.replace("&", "&amp;");
  assert.equal(html.split(`href="${escaped}"`).length - 1, 2);
  assert.ok(html.includes(`>${escaped}</a>`), "the link as text to copy");
  assert.ok(text.split("\n").includes(link), "the link on a line of its own");
});

Deno.test("the sign-in mail says in both bodies that the link works once, and how long", async () => {
  const { subject, html, text } = await renderLetter("sign-in-link", { ...props, minutes: 7 });
  for (const said of [html.replace(/<[^>]*>/g, " "), text]) {
    assert.match(
      said.replace(/\s+/g, " "),
      /The link works once, for 7 minutes after it was asked for\./,
    );
  }
  assert.match(html, />Sign in to Attacca</);
  assert.equal(subject, "Your sign-in link for Attacca");
});

Deno.test("HTML in a link or a host stays text in the sign-in mail", async () => {
  const { html } = await renderLetter("sign-in-link", {
    ...props,
    link: `https://attacca.example/"><script>alert(1)</script>`,
    host: "<b onclick=x>here</b>&amp;",
  });
  assert.doesNotMatch(html, /<script|<b\s/);
  assert.ok(html.includes("&lt;b onclick=x&gt;here&lt;/b&gt;&amp;amp;"));
  assert.ok(html.includes(`/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"`));
});

Deno.test("the sign-in mail has the six digits in both bodies, in two groups, and says how long they work", async () => {
  const { subject, html, text } = await renderLetter("sign-in-link", props);
  assert.ok(html.includes(">012 345</p>"));
  assert.ok(text.split("\n").includes("012 345"));
  for (const said of [html.replace(/<[^>]*>/g, " "), text]) {
    assert.match(said.replace(/\s+/g, " "), /within 10 minutes\. Type them nowhere else/);
  }
  assert.doesNotMatch(subject, /\d/, "a locked screen shows subjects");
});
