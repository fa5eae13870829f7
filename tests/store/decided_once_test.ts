/** What is used once is used once also where two have read it before either writes. */
import assert from "node:assert/strict";
import { createStore, type Store } from "../../store/store.ts";

async function withStore(run: (store: Store) => Promise<void>): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  try {
    await run(createStore(kv));
  } finally {
    kv.close();
  }
}

Deno.test("an attempt to sign in is decided once", async () => {
  await withStore(async (store) => {
    const begun = store.begin();
    const now = Date.now();
    store.attempts.add(begun, "clara", {
      email: "clara@example.org",
      returnTo: "/scores",
      device: "",
      askedAt: now,
      expiresAt: now + 60_000,
      letterId: null,
      code: null,
      approvalCode: "BCDFGHJK",
      approvedAt: null,
      deniedAt: null,
      usedAt: null,
    }, "hash");
    await store.commit(begun);
    const both = [await store.attempts.byLink("hash"), await store.attempts.get("clara")];
    const done = [];
    for (const entry of both) {
      const operation = store.begin();
      store.attempts.change(operation, entry!, { usedAt: now });
      done.push(await store.commit(operation) !== null);
    }
    assert.deepEqual(done, [true, false]);
  });
});

Deno.test("a way back from Google is used once", async () => {
  await withStore(async (store) => {
    const begun = store.begin();
    const row = {
      browser: "",
      verifier: "",
      nonce: "",
      returnTo: "/scores",
      session: null,
      expiresAt: Date.now() + 60_000,
    };
    store.oauthStates.add(begun, "hash", row, 60_000);
    await store.commit(begun);
    const both = [await store.oauthStates.get("hash"), await store.oauthStates.get("hash")];
    const done = [];
    for (const entry of both) {
      const operation = store.begin();
      store.oauthStates.use(operation, entry!);
      done.push(await store.commit(operation) !== null);
    }
    assert.deepEqual(done, [true, false]);
  });
});
