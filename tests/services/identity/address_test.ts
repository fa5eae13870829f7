import assert from "node:assert/strict";
import { dice } from "../../dice.ts";
import { parseAddress } from "../../../services/identity/address.ts";

Deno.test("an address is trimmed, its domain folded, what stands before the @ kept", () => {
  assert.equal(parseAddress("  Clara+Notes@Example.ORG "), "Clara+Notes@example.org");
});

Deno.test("a domain of another script is written as the mail system knows it (RFC 5890)", () => {
  assert.equal(parseAddress("clara@München.de"), "clara@xn--mnchen-3ya.de");
  assert.equal(parseAddress("clara@example.xn--p1ai"), "clara@example.xn--p1ai");
  assert.equal(parseAddress("clara@пример.рф"), "clara@xn--e1afmkfd.xn--p1ai");
});

Deno.test("an address typed with a keyboard of another script is the one that is meant (NFKC)", () => {
  assert.equal(parseAddress("ｃｌａｒａ＠ｅｘａｍｐｌｅ．ｏｒｇ"), "clara@example.org");
});

for (
  const typed of [
    "a@b.org,c@d.org", // CVE-2022-35924: two addresses in one
    "a@b.org;c@d.org",
    "a@b.org\r\nBcc: c@d.org",
    "a@b.org c@d.org",
    "a@b.org%0Ac@d.org",
    "a@b.org@d.org",
    "Clara <a@b.org>",
    '"Clara" a@b.org',
    "<b>a@b.org</b>", // CVE-2022-31127: HTML in the address
    '"<script>alert(1)</script>"@b.org',
    "a<img/src=x>@b.org",
    "clar\u0131@b.org", // the dotless i: no letter of another script comes near a mailbox (CVE-2019-19844)
    "clarа@b.org", // a Cyrillic a
    "a\u0000@b.org",
    "a@b.org\u202E",
    "a@b",
    "a@b..org",
    "@b.org",
    "a b@c.org",
    `${"a".repeat(250)}@b.org`,
  ]
) {
  Deno.test(`${JSON.stringify(typed).slice(0, 50)} is no address`, () => {
    assert.throws(() => parseAddress(typed), { code: "address_invalid" });
  });
}

for (const nothing of [undefined, null, "", "  ", new File([], "x")]) {
  Deno.test(`${String(nothing)} is a missing address`, () => {
    assert.throws(() => parseAddress(nothing), { code: "address_missing" });
  });
}

Deno.test("whatever is typed, what counts as an address is one: plain letters, one @, no more than 254", () => {
  const roll = dice(20260325);
  const parts = [
    "clara",
    "CLARA",
    "@",
    "example",
    ".org",
    ".",
    ",",
    ";",
    " ",
    "\t",
    "\r\n",
    "<",
    ">",
    '"',
    "'",
    "(",
    ")",
    "+",
    "-",
    "_",
    "%",
    "\\",
    "/",
    ":",
    "\0",
    "é",
    "ｃ",
    "＠",
    "\u212A",
    "\u0131",
    "\u202E",
    "ﷺ",
    "xn--",
    "a".repeat(64),
    "b".repeat(200),
    "[127.0.0.1]",
    "\uD800",
  ];
  let good = 0;
  for (let n = 0; n < 50_000; n++) {
    const middle = n % 2 ? ["@", "example", ".org"] : [];
    const some = () => Array.from({ length: roll(4) }, () => parts[roll(parts.length)]);
    const typed = [...some(), ...middle, ...some()].join("");
    let address: string;
    try {
      address = parseAddress(typed);
    } catch (error) {
      assert.match((error as { code: string }).code, /^address_(missing|invalid)$/);
      continue;
    }
    good++;
    assert.match(
      address,
      /^[A-Za-z0-9_'+.-]+@[a-z0-9.-]+\.(?:[a-z]{2,}|xn--[a-z0-9-]+)$/,
      JSON.stringify(typed),
    );
    assert.ok(address.length <= 254);
    assert.equal(parseAddress(address), address, "reading it again changes nothing");
    assert.equal(parseAddress(address.toUpperCase()).toLowerCase(), address.toLowerCase());
  }
  assert.ok(good > 1000, `${good} were addresses`);
});
