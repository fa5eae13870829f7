import assert from "node:assert/strict";
import { startApp } from "../app.ts";

Deno.test("a browser that opens one stream after the other is told to stop at the seventh; others are not", async () => {
  await using app = await startApp();
  const streams: Response[] = [];
  const open = async (cookie: string) => {
    const response = await fetch(`${app.origin}/signin/sent/events`, { headers: { cookie } });
    streams.push(response);
    return response.status;
  };
  const clara = app.visitor();
  await clara.post("/signin", { email: "clara@example.org", by: "device" });
  for (let n = 0; n < 6; n++) assert.equal(await open(clara.cookie), 200);
  assert.equal(await open(clara.cookie), 204);
  const robert = app.visitor();
  await robert.post("/signin", { email: "robert@example.org", by: "device" });
  assert.equal(await open(robert.cookie), 200);
  for (const { body } of streams) await body?.cancel();
});
