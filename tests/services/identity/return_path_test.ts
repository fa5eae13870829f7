import assert from "node:assert/strict";
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
