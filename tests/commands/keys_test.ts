import assert from "node:assert/strict";

/** Runs `deno task keys:rotate`. */
async function rotate(keys?: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("../../commands/keys.ts", import.meta.url).pathname],
    env: keys === undefined ? {} : { SESSION_KEYS: keys },
  }).output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), said: text.decode(stderr) };
}

Deno.test("the command prints the value to set, and explains it beside", async () => {
  const old = `k20260101:${"A".repeat(43)}`;
  const { code, out, said } = await rotate(old);
  assert.equal(code, 0);
  assert.match(out, new RegExp(`^SESSION_KEYS=k\\d{8}:[\\w-]{43},${old}\\n$`));
  assert.match(said, /every key listed verifies, so nobody is\s+signed out/);
  assert.doesNotMatch(said, /A{43}/);
});

Deno.test("keys that cannot be read are not rotated away", async () => {
  const { code, out, said } = await rotate("half-copied:AAAA");
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(said, /^SESSION_KEYS wants kid:secret pairs/);
});
