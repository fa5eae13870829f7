import assert from "node:assert/strict";
import { AnswerTooLarge, boundedFetch, wholeFetch } from "../../services/bounded_fetch.ts";
import { smallFetch } from "../../services/small_fetch.ts";

/** A server that sends `parts` of a thousand bytes; `left` says how many when its reader went. */
async function withServer(
  parts: number,
  run: (url: string, sent: () => number) => Promise<void>,
): Promise<void> {
  let sent = 0;
  await using server = Deno.serve({ port: 0, onListen: () => {} }, () => {
    const part = new TextEncoder().encode("é".repeat(500));
    return new Response(
      new ReadableStream({
        pull(controller) {
          if (sent === parts) return controller.close();
          controller.enqueue(part);
          sent++;
        },
      }),
    );
  });
  await run(`http://localhost:${(server.addr as Deno.NetAddr).port}`, () => sent);
}

Deno.test("an answer that fits comes whole, to the last byte", async () => {
  await withServer(3, async (url) => {
    assert.equal((await (await boundedFetch(url, {}, 3_000)).bytes()).length, 3_000);
  });
  await withServer(3, async (url) => {
    assert.equal((await (await wholeFetch(url, {}, 3_000)).bytes()).length, 3_000);
  });
  await withServer(3, async (url) => {
    const read = await smallFetch(url, { maxBytes: 3_000, timeoutMs: 1_000 });
    assert.deepEqual([read?.text.length, read?.cut], [1_500, false]);
  });
});

Deno.test("one that is longer fails where it is read, or is cut where its beginning is enough", async () => {
  await withServer(3, async (url) => {
    const answer = await boundedFetch(url, {}, 2_999);
    await assert.rejects(answer.bytes(), AnswerTooLarge);
  });
  await withServer(3, (url) => assert.rejects(wholeFetch(url, {}, 2_999), AnswerTooLarge));
  await withServer(3, async (url) => {
    const read = await smallFetch(url, { maxBytes: 2_000, timeoutMs: 1_000 });
    assert.deepEqual([read?.text, read?.cut], ["é".repeat(1_000), true]);
  });
});

Deno.test("one that never ends is let go", async () => {
  await withServer(Infinity, async (url, sent) => {
    await assert.rejects(wholeFetch(url, {}), AnswerTooLarge);
    const read = await smallFetch(url, { maxBytes: 50_000, timeoutMs: 1_000 });
    assert.equal(read?.text.length, 25_000);
    await new Promise((later) => setTimeout(later, 50));
    const before = sent();
    await new Promise((later) => setTimeout(later, 50));
    assert.equal(sent(), before);
  });
});
