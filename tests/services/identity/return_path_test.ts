import assert from "node:assert/strict";
import { dice } from "../../dice.ts";
import { HOME, returnPath } from "../../../services/identity/return_path.ts";

for (
  const path of [
    "/",
    "/scores",
    "/scores?q=a%20b&sort=title",
    "/scores/01h#x",
    "/signin?returnTo=//x",
  ]
) {
  Deno.test(`${path} is a path of this app`, () => assert.equal(returnPath(path), path));
}

for (
  const disguise of [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/.//evil.example",
    "/..//evil.example",
    "scores",
    "",
    " /scores",
    "/" + "x".repeat(3000),
    null,
    7,
  ]
) {
  Deno.test(`${JSON.stringify(disguise)?.slice(0, 40)} is no path of this app`, () => {
    assert.equal(returnPath(disguise), HOME);
  });
}

Deno.test("whatever is asked for, the way back stays on this host, for every browser's way of reading it", () => {
  const roll = dice(63784);
  const parts = [
    "/",
    "\\",
    "//",
    "..",
    ".",
    "%2e",
    "%2F",
    "%5C",
    "\t",
    "\n",
    "\r",
    "\0",
    " ",
    "@",
    ":",
    "?",
    "#",
    "&",
    "evil.example",
    "https:",
    "javascript:",
    "localhost",
    "scores",
    "\u2028",
    "\uFEFF",
    "／",
    "。",
    "\uD800",
    ";",
    "%",
    "%0d%0a",
  ];
  let kept = 0;
  for (let n = 0; n < 50_000; n++) {
    const asked = "/" + Array.from({ length: roll(7) }, () => parts[roll(parts.length)]).join("");
    const path = returnPath(n % 5 ? asked : asked.slice(1));
    for (const origin of ["https://scores.example.org", "http://localhost:8000"]) {
      assert.equal(new URL(path, origin).origin, origin, JSON.stringify(asked));
    }
    assert.match(path, /^\/(?![/\\])[\x21-\x7e]*$/, JSON.stringify(asked));
    assert.equal(returnPath(path), path, "reading it again changes nothing");
    if (path !== HOME) kept++;
  }
  assert.ok(kept > 1000, `${kept} were paths`);
});
