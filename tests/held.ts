import type { Visitor } from "./visitor.ts";

/** Sends half of a form, lets `meanwhile` happen, and sends the rest; gives the status of the answer. */
export async function held(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  meanwhile: () => Promise<unknown>,
): Promise<number> {
  const whole = new TextEncoder().encode(String(new URLSearchParams(fields)));
  const half = whole.length >> 1;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(whole.subarray(0, half));
      await ended;
      controller.enqueue(whole.subarray(half));
      controller.close();
    },
  });
  const headers = {
    origin: visitor.origin,
    cookie: visitor.cookie,
    "content-type": "application/x-www-form-urlencoded",
  };
  const url = new URL(path, visitor.origin);
  const answer = fetch(url, { method: "POST", body, headers, redirect: "manual" });
  await new Promise((resolve) => setTimeout(resolve, 100)); // It is looked at who asks.
  await meanwhile();
  end();
  const { status, body: rest } = await answer;
  await rest?.cancel();
  return status;
}
