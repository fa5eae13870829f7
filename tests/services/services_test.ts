import assert from "node:assert/strict";
import { z } from "zod";
import { parseConfig } from "../../services/config.ts";
import { createServices } from "../../services/services.ts";
import { realWorld } from "../../services/world.ts";
import { PATIENCE } from "../app.ts";
import { startGemini } from "../fakes/gemini.ts";
import { quietly } from "../quiet.ts";

// Whoever stops the app kills it five seconds after it asked: the database had all of them.
Deno.test("a database that does not answer does not keep the app from ending in time", async () => {
  await quietly(async () => {
    await using gemini = startGemini();
    using kv = await Deno.openKv(":memory:");
    let away = false;
    const atomic = () => {
      const operation = kv.atomic();
      if (away) operation.commit = () => new Promise(() => {});
      return operation;
    };
    const withers = new Proxy(kv, {
      get: (_, name) => name === "atomic" ? atomic : kv[name as keyof Deno.Kv].bind(kv),
    });
    const env = { GEMINI_API_KEY: gemini.key, GEMINI_BASE_URL: gemini.origin };
    const services = createServices(parseConfig(env), withers, realWorld, PATIENCE);
    const ask = {
      model: "",
      system: "",
      parts: [],
      subject: "clara",
      about: "",
      schema: z.string(),
    };
    await services.gemini!.generate("read-score", { ...ask, consent: "ai-reading" });
    away = true; // With the refusal counted, and not yet written down.
    const start = performance.now();
    await services.close(600);
    const took = performance.now() - start;
    assert.ok(took > 300 && took < 1_500, `${took} ms`);
  });
});
