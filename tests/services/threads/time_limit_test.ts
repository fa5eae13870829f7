import assert from "node:assert/strict";
import { withTimeLimit } from "../../../services/threads/time_limit.ts";
import { heavy } from "../../fixtures/hostile.ts";

/** `(func (export "f") (loop (br 0)))`: goes on for ever. */
// deno-fmt-ignore
const endless = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
  10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11,
]);

Deno.test("what has no end is stopped when its time is over, in WASM too", async () => {
  const { instance } = await WebAssembly.instantiate(endless);
  assert.throws(() => withTimeLimit(50, instance.exports.f as () => void), /50 ?ms/);
  assert.throws(() =>
    withTimeLimit(50, () => {
      while (true) {
        try {
          while (true);
        } catch {
          // Whoever is stopped is not asked.
        }
      }
    }), /50 ?ms/);
});

Deno.test("what ends in time gives what it gives, and throws what it throws", () => {
  assert.equal(withTimeLimit(1_000, () => 7), 7);
  const error = new RangeError("no");
  assert.throws(() =>
    withTimeLimit(1_000, () => {
      throw error;
    }), (thrown) => thrown === error);
});

/** `(tag) (func (export "f") (throw 0))`. */
// deno-fmt-ignore
const throwing = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 13, 3, 1, 0, 0, 7, 5, 1, 1, 102, 0, 0,
  10, 6, 1, 4, 0, 8, 0, 11,
]);

// Deno 2.9.6 dies of one that leaves a script of `node:vm`, and with it everybody's app.
Deno.test("what WASM throws, as where it has no memory left, is thrown on", async () => {
  const { instance } = await WebAssembly.instantiate(throwing);
  assert.throws(
    () => withTimeLimit(1_000, instance.exports.f as () => void),
    (thrown) => thrown instanceof WebAssembly.Exception,
  );
});

// Deno's `Worker.terminate` leaves a thread that is in a loop running, a processor each, for ever.
Deno.test("a page that takes too long is no longer drawn once nobody waits for it: the process can end", async () => {
  const file = await Deno.makeTempFile({ suffix: ".pdf" });
  const tiles = heavy.find(({ name }) => name.startsWith("a pattern of tiles"))!;
  await Deno.writeFile(file, tiles.make());
  try {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", new URL("./draw_late.ts", import.meta.url).pathname, file],
      stdout: "piped",
      signal: AbortSignal.timeout(30_000),
    });
    const { success, stdout } = await process.output();
    assert.equal(new TextDecoder().decode(stdout).trim(), "timeout");
    assert(success, "it had to be killed");
  } finally {
    await Deno.remove(file);
  }
});
