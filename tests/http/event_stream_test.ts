import assert from "node:assert/strict";
import { eventStream } from "../../http/event_stream.ts";

const never = new AbortController().signal;

Deno.test("values go out as events of JSON, and the stream ends with them", async () => {
  const response = eventStream(async function* () {
    yield { n: 1 };
    yield { n: 2 };
  }, never);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  assert.equal(await response.text(), 'retry: 1000\n\ndata: {"n":1}\n\ndata: {"n":2}\n\n');
});

Deno.test("whoever leaves, and an app that stops, ends what gives the values", async () => {
  for (const how of ["leaves", "stops"]) {
    const stopping = new AbortController();
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const response = eventStream(async function* (signal) {
      try {
        yield 1;
        await new Promise<void>((end) => signal.addEventListener("abort", () => end()));
      } finally {
        resolve();
      }
    }, stopping.signal);
    const reader = response.body!.getReader();
    await reader.read();
    if (how === "leaves") await reader.cancel();
    else stopping.abort();
    await ended;
    await assert.doesNotReject(reader.closed);
  }
});
