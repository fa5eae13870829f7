import assert from "node:assert/strict";
import { blobs } from "../../store/blobs.ts";

async function withBlobs(run: (store: ReturnType<typeof blobs>, kv: Deno.Kv) => Promise<void>) {
  const kv = await Deno.openKv(":memory:");
  try {
    await run(blobs(kv), kv);
  } finally {
    kv.close();
  }
}

const bytes = (length: number) => Uint8Array.from({ length }, (_, n) => (n * 31 + (n >> 8)) % 256);

/** The same bytes in pieces of uneven length, as a network brings them. */
async function* pieces(whole: Uint8Array, step: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += step) yield whole.subarray(at, at + step);
}

Deno.test("what was written is read back, in any length and any pieces", async () => {
  await withBlobs(async (store) => {
    for (const length of [1, 61_439, 61_440, 61_441, 1_000_000]) {
      for (const step of [7_919, 65_536, 1_500_000]) {
        const whole = bytes(length);
        await store.write(["x", length], pieces(whole, step), 0);
        assert.deepEqual(await store.read(["x", length]), whole, `${length} in ${step}`);
        await store.remove(["x", length]);
      }
    }
    assert.equal(await store.read(["x", 1]), null);
  });
});

Deno.test("any range of it is what that range of the whole is", async () => {
  await withBlobs(async (store) => {
    const whole = bytes(200_000);
    await store.write(["x"], pieces(whole, 50_000), 0);
    for (
      const [start, end] of [[0, 0], [0, 199_999], [61_439, 61_440], [61_440, 122_879], [
        199_999,
        199_999,
      ]]
    ) {
      const part = await new Response(store.stream(["x"], { start, end })).bytes();
      assert.deepEqual(part, whole.slice(start, end + 1), `${start}-${end}`);
    }
  });
});

// A reader in another process saw the chunks that were there so far, and kept them for a picture.
Deno.test("a blob that is half written, or was left half written, is none", async () => {
  await withBlobs(async (store, kv) => {
    async function* slow() {
      yield bytes(1_000_000);
      assert.equal(await store.read(["x"]), null);
      yield bytes(1_000_000);
    }
    await store.write(["x"], slow(), 0);
    assert.equal((await store.read(["x"]))!.length, 2_000_000);
    await kv.delete(["blobs", "x", 3]);
    assert.equal(await store.read(["x"]), null);
  });
});

Deno.test("a source that fails leaves nothing", async () => {
  await withBlobs(async (store, kv) => {
    async function* failing() {
      yield bytes(900_000);
      throw new Error("gone");
    }
    await assert.rejects(store.write(["x"], failing(), 0), /gone/);
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [] })), []);
  });
});

const free = () => Promise.resolve();

async function growing(store: ReturnType<typeof blobs>, kv: Deno.Kv): Promise<void> {
  const operation = kv.atomic();
  store.grow(operation, ["x"], 0);
  await operation.commit();
}

Deno.test("a blob that comes in parts of any length is the same as one that came whole", async () => {
  await withBlobs(async (store, kv) => {
    const whole = bytes(1_700_000);
    for (const part of [61_440, 99_991, 737_280, 1_000_001]) {
      await growing(store, kv);
      for (let at = 0; at < whole.length; at += part) {
        assert.equal(await store.offset(["x"]), at);
        assert.equal(await store.read(["x"]), null, "half of it is none");
        const more = pieces(whole.subarray(at, at + part), 50_000);
        const now = await store.append(["x"], at, whole.length, more, free);
        assert.equal(now, Math.min(at + part, whole.length));
      }
      assert.deepEqual(await store.read(["x"]), whole, `in parts of ${part}`);
      await store.remove(["x"]);
    }
  });
});

Deno.test("where a part breaks off, what has come is kept and counted", async () => {
  await withBlobs(async (store, kv) => {
    const whole = bytes(1_000_000);
    await growing(store, kv);
    async function* broken() {
      yield* pieces(whole.subarray(0, 800_123), 10_000);
      throw new Error("broke off");
    }
    await assert.rejects(store.append(["x"], 0, whole.length, broken(), free), /broke off/);
    assert.equal(await store.offset(["x"]), 800_123);
    await store.append(["x"], 800_123, whole.length, pieces(whole.subarray(800_123), 7_777), free);
    assert.deepEqual(await store.read(["x"]), whole);
  });
});

/** The database, telling of the bytes that are being written. */
function telling(kv: Deno.Kv, tell: (bytes: number) => void): Deno.Kv {
  return new Proxy(kv, {
    get(target, name) {
      const value = target[name as keyof Deno.Kv];
      if (name !== "atomic") return typeof value === "function" ? value.bind(target) : value;
      return () => {
        const operation = target.atomic();
        const set = operation.set.bind(operation);
        operation.set = (key, value, options) => {
          if (value instanceof Uint8Array) tell(value.length);
          return set(key, value, options);
        };
        return operation;
      };
    },
  });
}

Deno.test("of fifty that come at once no more is held than of a few, and one alone is written in large parts", async () => {
  using opened = await Deno.openKv(":memory:");
  let [taken, written, held, writes] = [0, 0, 0, 0];
  const store = blobs(telling(opened, (bytes) => written += bytes));
  const whole = bytes(1_000_000);
  async function* counted() {
    for await (const piece of pieces(whole, 50_000)) {
      taken += piece.length;
      held = Math.max(held, taken - written);
      yield piece;
    }
  }
  const add = async (n: number) => {
    const operation = opened.atomic();
    store.grow(operation, ["x", n], 0);
    await operation.commit();
    const counting = () => Promise.resolve(void writes++);
    await store.append(["x", n], 0, whole.length, counted(), counting);
    assert.deepEqual(await store.read(["x", n]), whole);
  };
  await Promise.all(Array.from({ length: 50 }, (_, n) => add(n)));
  assert.ok(held < 25e6, `${held} bytes were held`);
  writes = 0;
  await add(50);
  assert.equal(writes, 2);
});

Deno.test("of several who add at one place one is let, and none elsewhere", async () => {
  await withBlobs(async (store, kv) => {
    const whole = bytes(900_000);
    await growing(store, kv);
    const add = () => store.append(["x"], 0, whole.length, pieces(whole, 90_000), free);
    const ends = await Promise.all([add(), add(), add(), add()]);
    assert.deepEqual(ends.filter((end) => end !== null), [900_000]);
    assert.equal(await store.append(["x"], 5, whole.length, pieces(whole, 90_000), free), null);
    assert.deepEqual(await store.read(["x"]), whole);
  });
});
