import assert from "node:assert/strict";
import { startApp } from "../app.ts";

Deno.test("the first page says who reads the scores, as it is set up", async () => {
  const told = async (env: Record<string, string>) => {
    await using app = await startApp(env);
    return (await app.visitor().get("/")).text;
  };
  const alone = await told({});
  assert.match(alone, /read on this server, which asks nobody else/);
  assert.doesNotMatch(alone, /Gemini/);
  const both = await told({ GEMINI_API_KEY: "of-no-use" });
  assert.doesNotMatch(both, /nobody else/);
  assert.match(both, /Gemini, a service of Google, is asked as well only where you allow it/);
});
