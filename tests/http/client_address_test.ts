import assert from "node:assert/strict";
import { clientNetwork } from "../../http/client_address.ts";

/** The network of a client whose connection came from `peer`, past no proxy. */
const direct = (peer: string) => clientNetwork(peer, null, 0);

Deno.test("CVE-2026-45364: all addresses of an IPv6 /64, in whatever notation, are one client", () => {
  const first = direct("2001:db8:1:2::1");
  for (
    const same of [
      "2001:db8:1:2:ffff:ffff:ffff:ffff",
      "2001:0DB8:0001:0002:0000:0000:0000:0001",
      "2001:db8:1:2:0:0:1.2.3.4",
      "2001:DB8:1:2::",
    ]
  ) assert.equal(direct(same), first, same);
  for (const other of ["2001:db8:1:3::1", "2001:db8::1", "2001:db8:1:2:3::", "::1"]) {
    assert.equal(direct(other) === first, other === "2001:db8:1:2:3::", other);
  }
});

Deno.test("CVE-2026-30827: an IPv4 address in the clothes of an IPv6 one is that IPv4 address, and not every other", () => {
  for (const mapped of ["::ffff:192.0.2.7", "::FFFF:c000:207", "0:0:0:0:0:ffff:192.0.2.7"]) {
    assert.equal(direct(mapped), direct("192.0.2.7"), mapped);
  }
  assert.notEqual(direct("::ffff:192.0.2.8"), direct("192.0.2.7"));
  assert.notEqual(direct("2001:db8::192.0.2.7"), direct("192.0.2.7"));
});

Deno.test("a proxy that nobody named is not believed, whatever it says", () => {
  assert.equal(clientNetwork("192.0.2.7", "203.0.113.9", 0), "192.0.2.7");
});

Deno.test("of X-Forwarded-For the entries of trusted proxies count, from the right, and none before them", () => {
  const forwarded = "198.51.100.1, 203.0.113.9 , 10.0.0.1";
  assert.equal(clientNetwork("10.0.0.2", forwarded, 1), "10.0.0.1");
  assert.equal(clientNetwork("10.0.0.2", forwarded, 2), "203.0.113.9");
  assert.equal(clientNetwork("10.0.0.2", "2001:db8:1:2::9, 10.0.0.1", 2), "2001:db8:1:2::/64");
});

Deno.test("a port that a proxy writes beside the address does not count", () => {
  assert.equal(clientNetwork("10.0.0.2", "203.0.113.9:4711", 1), "203.0.113.9");
  assert.equal(clientNetwork("10.0.0.2", "[2001:db8:1:2::9]:4711", 1), "2001:db8:1:2::/64");
});

for (
  const forwarded of [
    null,
    "",
    "unknown",
    "203.0.113",
    "203.0.113.256",
    "0203.0.113.9",
    "203.0.113.9.",
    "0x7f.1",
    "2001:db8::1::2",
    "2001:db8::1%eth0",
    "::1]/x[",
    "a".repeat(5000),
    "203.0.113.9,",
  ]
) {
  Deno.test(`behind a proxy that names ${JSON.stringify(forwarded)?.slice(0, 30)} the peer counts`, () => {
    assert.equal(clientNetwork("10.0.0.2", forwarded, 1), "10.0.0.2");
  });
}

Deno.test("where fewer proxies have written than are trusted the peer counts", () => {
  assert.equal(clientNetwork("10.0.0.2", "203.0.113.9", 2), "10.0.0.2");
});
