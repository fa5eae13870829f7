import assert from "node:assert/strict";
import { parseAddress } from "../../../services/identity/address.ts";

Deno.test("an address is trimmed, its domain folded, what stands before the @ kept", () => {
  assert.equal(parseAddress("  Clara+Notes@Example.ORG "), "Clara+Notes@example.org");
});

for (
  const typed of [
    "a@b.org,c@d.org", // CVE-2022-35924: two addresses in one
    "a@b.org;c@d.org",
    "a@b.org\r\nBcc: c@d.org",
    "Clara <a@b.org>",
    "<b>a@b.org</b>",
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
