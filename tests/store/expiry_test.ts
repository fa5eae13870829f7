/** What the database is to delete and has not yet deleted counts as gone. */
import assert from "node:assert/strict";
import { createStore, type Store } from "../../store/store.ts";

const DAY = 86_400_000;

async function withStore(run: (store: Store, now: number) => Promise<void>): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  await run(createStore(kv), Date.now());
}

Deno.test("a notice that is not given again holds for a week", async () => {
  await withStore(async ({ notices }, now) => {
    await notices.add("gemini", "m", "m goes away", now);
    assert.equal((await notices.list("gemini", now + 7 * DAY - 1)).length, 1);
    assert.equal((await notices.list("gemini", now + 7 * DAY)).length, 0);
  });
});

Deno.test("a mail is in the mailbox for a day", async () => {
  await withStore(async ({ mailbox }, now) => {
    const sentAt = new Date(now).toISOString();
    const rest = { from: "", to: "", subject: "", html: "", text: "" };
    await mailbox.put({ id: "x", sentAt, ...rest });
    const seen = async (at: number) => [
      (await mailbox.list(at)).length,
      await mailbox.get("x", at) === null,
    ];
    assert.deepEqual(await seen(now + DAY - 1), [1, false]);
    assert.deepEqual(await seen(now + DAY), [0, true]);
  });
});

Deno.test("an explanation is good for thirty days, for whoever waits for news of it too", async () => {
  await withStore(async (store, now) => {
    const { explanations } = store;
    const operation = store.begin();
    explanations.set(operation, await explanations.get("u", "s", now), {
      status: "done",
      text: "",
      model: null,
      code: null,
      tries: 0,
      retryAt: null,
      requestedAt: now,
      updatedAt: now,
    });
    await store.commit(operation);
    for (const [at, there] of [[now + 30 * DAY - 1, true], [now + 30 * DAY, false]] as const) {
      assert.equal((await explanations.get("u", "s", at)).value !== null, there);
      const ended = new AbortController();
      for await (const row of explanations.watch("u", "s", () => at, ended.signal)) {
        assert.equal(row !== null, there);
        break;
      }
      ended.abort();
    }
  });
});

Deno.test("what left the house about a person is told for 400 days", async () => {
  await withStore(async ({ audit, ...store }, now) => {
    const operation = store.begin();
    store.users.add(operation, { id: "clara", email: "clara@example.org", createdAt: now });
    await store.commit(operation);
    await audit.add([{
      id: "x",
      at: now,
      integration: "gemini",
      operation: "read-score",
      subject: "clara",
      outcome: "ok",
      ms: 1,
      attempts: 1,
      tokens: 1,
      bytes: 1,
    }]);
    assert.equal((await audit.newestOf("clara", 10, now + 400 * DAY)).length, 1);
    assert.equal((await audit.newestOf("clara", 10, now + 400 * DAY + 1)).length, 0);
  });
});
