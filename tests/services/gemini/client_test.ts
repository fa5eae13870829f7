/** What comes of Gemini's answers and of everything that can happen to them, at the door. */
import assert from "node:assert/strict";
import { z } from "zod";
import { createGemini, type Gemini } from "../../../services/gemini/client.ts";
import { geminiProbe } from "../../../services/gemini/connection.ts";
import { geminiDefinition } from "../../../services/gemini/definition.ts";
import { createIntegration, type Integration } from "../../../services/integration.ts";
import type { IntegrationErrorCode } from "../../../services/integration/error.ts";
import { createFlags } from "../../../services/integration/flags.ts";
import { createMeters } from "../../../services/integration/meters.ts";
import { withRequestId } from "../../../services/request_id.ts";
import { realWorld } from "../../../services/world.ts";
import { createStore, type Store } from "../../../store/store.ts";
import type { Fault } from "../../fakes/fault.ts";
import { type FakeGemini, type GeminiFault, startGemini } from "../../fakes/gemini.ts";

const FLASH = "gemini-3.8-flash";
const PRO = "gemini-3.1-pro-preview";
const HOUR = 60 * 60_000;
const Piece = z.object({ title: z.string(), opus: z.string().nullable() });
const said = { title: "Romanze", opus: "op. 21" };

interface House {
  readonly fake: FakeGemini;
  readonly gemini: Gemini;
  readonly integration: Integration;
  readonly store: Store;
  readonly pass: (ms: number) => void;
  readonly logged: string[];
}

/** Gemini behind its door, on a database of its own, with a person who has allowed it. */
async function withGemini(run: (house: House) => Promise<void>): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const [error, info] = [console.error, console.info];
  const logged: string[] = [];
  console.error = console.info = (line: string) => void logged.push(line);
  try {
    await using fake = startGemini();
    const store = createStore(kv);
    let skew = 0;
    const world = { ...realWorld, now: () => Date.now() + skew };
    const config = { key: fake.key, baseUrl: fake.origin, models: [FLASH, PRO] };
    const integration = createIntegration(
      {
        ...geminiDefinition,
        timeoutMs: 250,
        retry: { attempts: 2, firstWaitMs: 2, longestWaitMs: 10 },
        breaker: { consecutive: 5, openMs: 100 },
      },
      { store, flags: createFlags(store, world), meters: createMeters(store, world), world },
      geminiProbe(config),
    );
    const gemini = createGemini(integration, config, { notices: store.notices, world });
    await store.consents.give("clara", "ai-reading", 1);
    await run({ fake, gemini, integration, store, pass: (ms) => skew += ms, logged });
  } finally {
    [console.error, console.info] = [error, info];
    kv.close();
  }
}

const pdf = new TextEncoder().encode("%PDF-1.7 and so on");
const ask = {
  model: FLASH,
  system: "You read scores.",
  parts: [{ text: "Read this." }, { file: pdf, mimeType: "application/pdf" }],
  subject: "clara",
  about: "01k0score",
  consent: "ai-reading",
} as const;
const read = (gemini: Gemini, model = FLASH) =>
  gemini.generate("read-score", { ...ask, model, schema: Piece });

Deno.test("a structured answer comes back checked; the request carries its id, and nothing deprecated", async () => {
  await withGemini(async ({ fake, gemini, integration }) => {
    fake.answer(said);
    const outcome = await withRequestId("r-1", () => read(gemini));
    assert.deepEqual(outcome, { ok: true, value: said });
    const [prompt] = fake.prompts;
    assert.equal(prompt.systemInstruction, "You read scores.");
    assert.equal(prompt.text, "Read this.");
    assert.deepEqual(prompt.files, [{ mimeType: "application/pdf", size: pdf.length }]);
    assert.deepEqual(prompt.schema, {
      type: "object",
      properties: {
        title: { type: "string" },
        opus: { type: ["string", "null"] },
      },
      required: ["title", "opus"],
    });
    const [request] = fake.requests;
    assert.equal(request.headers["x-request-id"], "r-1");
    assert.doesNotMatch(JSON.stringify(request.body), /temperature|topP|topK|\$schema/);
    await integration.flush();
    const tokens = (await integration.quotas()).find(({ unit }) => unit === "token")!;
    assert.equal(tokens.used, fake.tokens.prompt + fake.tokens.answer);
  });
});

Deno.test("without the person's word nothing leaves the house", async () => {
  await withGemini(async ({ fake, gemini, store }) => {
    await store.consents.refuse("clara", "ai-reading", 2);
    const outcome = await read(gemini);
    assert.equal(!outcome.ok && outcome.error.code, "consent_required");
    assert.equal(fake.requests.length, 0);
  });
});

interface Row {
  readonly fault: Fault | GeminiFault;
  readonly code: IntegrationErrorCode;
  /** How often it is asked. */
  readonly tries: number;
  /** Milliseconds until it is worth asking again, where that is known. */
  readonly retryIn?: readonly [from: number, to: number];
}

const rows: Row[] = [
  { fault: "refuse", code: "unavailable", tries: 0 },
  { fault: "hang", code: "timeout", tries: 3 },
  { fault: "late", code: "timeout", tries: 3 },
  { fault: "drip", code: "timeout", tries: 3 },
  { fault: "cut", code: "unavailable", tries: 3 },
  { fault: "html", code: "unavailable", tries: 3 },
  { fault: "html_200", code: "invalid_response", tries: 3 },
  { fault: "401", code: "unavailable", tries: 1 },
  { fault: "404", code: "retired", tries: 1, retryIn: [HOUR - 5_000, HOUR] },
  { fault: "429", code: "rate_limited", tries: 3 },
  { fault: "daily_quota", code: "quota_exhausted", tries: 1, retryIn: [1, 25 * HOUR] },
  { fault: "500", code: "unavailable", tries: 3 },
  { fault: "503", code: "unavailable", tries: 3 },
  { fault: "deadline", code: "unavailable", tries: 3 },
  { fault: "invalid_argument", code: "rejected", tries: 1 },
  { fault: "too_large", code: "rejected", tries: 1 },
  { fault: "key_invalid", code: "unavailable", tries: 1 },
  { fault: "permission_denied", code: "unavailable", tries: 1 },
  { fault: "malformed_json", code: "invalid_response", tries: 3 },
  { fault: "wrong_shape", code: "invalid_response", tries: 1 },
  { fault: "huge", code: "invalid_response", tries: 1 },
  { fault: "safety", code: "rejected", tries: 1 },
  { fault: "recitation", code: "rejected", tries: 1 },
  { fault: "max_tokens", code: "rejected", tries: 1 },
  { fault: "blocked", code: "rejected", tries: 1 },
  { fault: "nothing", code: "invalid_response", tries: 1 },
];

/** Refusals that say nothing of the vendor's health. */
const healthy = ["rejected", "quota_exhausted", "retired"];

for (const { fault, code, tries, retryIn } of rows) {
  Deno.test(`under ${fault} an answer is ${code}, asked for ${tries} times, and comes when mended`, async () => {
    await withGemini(async ({ fake, gemini, integration, pass, logged }) => {
      fake.answer(said);
      await fake.break(fault, { ms: 600 });
      const before = Date.now();
      const outcome = await read(gemini);
      assert.ok(!outcome.ok);
      assert.equal(outcome.error.code, code);
      assert.equal(fake.requests.length, tries);
      if (retryIn !== undefined) {
        const wait = outcome.error.retryAt! - before;
        assert.ok(wait > retryIn[0] && wait <= retryIn[1] + 5_000, `${wait} ms`);
      }
      assert.doesNotMatch(logged.join(""), new RegExp(`${fake.key}|Romanze|PDF`));

      for (let n = 0; n < 5 && healthy.includes(code); n++) await read(gemini);
      if (healthy.includes(code)) assert.equal(integration.breaker(), "closed");
      await fake.mend();
      pass(HOUR + 1);
      assert.deepEqual(await read(gemini), { ok: true, value: said });
    });
  });
}

Deno.test("a vendor that asks for a second is asked again after it", async () => {
  await withGemini(async ({ fake, gemini }) => {
    fake.answer(said);
    await fake.break("429_retry_after", { times: 1 });
    const start = performance.now();
    assert.ok((await read(gemini)).ok);
    assert.ok(performance.now() - start >= 1_000);
    assert.equal(fake.requests.length, 2);
  });
});

Deno.test("an answer of another shape is none", async () => {
  await withGemini(async ({ fake, gemini }) => {
    for (const answer of [{ title: 7, opus: null }, { title: "x" }, "no JSON", "[]", "null"]) {
      fake.answer(answer);
      const outcome = await read(gemini);
      assert.equal(!outcome.ok && outcome.error.code, "invalid_response", JSON.stringify(answer));
    }
  });
});

Deno.test("a model that is gone is not asked for an hour, and the operator is told", async () => {
  await withGemini(async ({ fake, gemini, store, pass }) => {
    fake.models.delete(FLASH);
    for (let n = 0; n < 3; n++) {
      const outcome = await read(gemini);
      assert.equal(!outcome.ok && outcome.error.code, "retired");
    }
    assert.equal(fake.requests.length, 1);
    fake.answer(said);
    assert.ok((await read(gemini, PRO)).ok, "the other one answers");
    const [notice] = await store.notices.list("gemini", Date.now());
    assert.equal(notice.key, FLASH);
    assert.match(notice.text, /is gone/);

    fake.models.add(FLASH);
    pass(HOUR + 1);
    assert.ok((await read(gemini)).ok);
  });
});

Deno.test("a model that goes away is noted once an hour, with its date", async () => {
  await withGemini(async ({ fake, gemini, store, logged, pass }) => {
    fake.answer(said);
    fake.retiring.set(FLASH, "2026-12-01T00:00:00Z");
    await read(gemini);
    await read(gemini);
    assert.equal(logged.filter((line) => line.includes("model_retiring")).length, 1);
    const [notice] = await store.notices.list("gemini", Date.now());
    assert.match(notice.text, /gemini-3\.8-flash goes away: 2026-12-01$/);
    pass(HOUR);
    await read(gemini);
    assert.equal(logged.filter((line) => line.includes("model_retiring")).length, 2);
  });
});

Deno.test("the probe asks for a model's facts, and costs nothing", async () => {
  await withGemini(async ({ fake, integration, pass }) => {
    pass(HOUR);
    assert.ok((await integration.probe()!).ok);
    assert.equal(fake.requests[0].method, "GET");
    assert.match(fake.requests[0].path, /models\/gemini-3\.8-flash$/);
    assert.match(fake.requests[0].headers["x-request-id"], /^[0-9a-z]{26}$/);
    fake.models.clear();
    pass(HOUR);
    const outcome = await integration.probe()!;
    assert.equal(!outcome.ok && outcome.error.code, "retired");
  });
});

const story = "A romance asks for a long breath, and for patience.";

/** Streams, and gives the pieces with the outcome. */
async function tell(gemini: Gemini, onText: (piece: string) => void = () => {}) {
  const pieces: string[] = [];
  const outcome = await gemini.stream("read-score", {
    ...ask,
    onText: (piece) => (pieces.push(piece), onText(piece)),
  });
  return { outcome, pieces };
}

Deno.test("a streamed answer comes in pieces, and is paid once", async () => {
  await withGemini(async ({ fake, gemini, integration }) => {
    fake.answer(story);
    const { outcome, pieces } = await tell(gemini);
    assert.deepEqual(outcome, { ok: true, value: story });
    assert.ok(pieces.length > 1);
    assert.equal(pieces.join(""), story);
    await integration.flush();
    const tokens = (await integration.quotas()).find(({ unit }) => unit === "token")!;
    assert.equal(tokens.used, fake.tokens.prompt + fake.tokens.answer);
  });
});

Deno.test("a stream that breaks off after a piece is not begun again", async () => {
  await withGemini(async ({ fake, gemini }) => {
    fake.answer(story);
    await fake.break("stream_error");
    const { outcome, pieces } = await tell(gemini);
    assert.equal(!outcome.ok && outcome.error.code, "unavailable");
    assert.equal(fake.requests.length, 1);
    assert.ok(story.startsWith(pieces.join("")));
  });
});

const streamed: [Fault | GeminiFault, IntegrationErrorCode][] = [
  ["refuse", "unavailable"],
  ["hang", "timeout"],
  ["html_200", "invalid_response"],
  ["malformed_json", "invalid_response"],
  ["wrong_shape", "invalid_response"],
  ["huge", "invalid_response"],
  ["key_invalid", "unavailable"],
  ["daily_quota", "quota_exhausted"],
  ["404", "retired"],
  ["503", "unavailable"],
  ["safety", "rejected"],
  ["max_tokens", "rejected"],
  ["nothing", "invalid_response"],
];

for (const [fault, code] of streamed) {
  Deno.test(`under ${fault} a streamed answer is ${code}`, async () => {
    await withGemini(async ({ fake, gemini }) => {
      fake.answer(story);
      await fake.break(fault);
      const { outcome } = await tell(gemini);
      assert.equal(!outcome.ok && outcome.error.code, code);
      await fake.mend();
    });
  });
}

Deno.test("whoever leaves ends the answer, and the vendor is not blamed", async () => {
  await withGemini(async ({ fake, gemini, integration }) => {
    fake.answer(story);
    for (let n = 0; n < 6; n++) {
      const { outcome, pieces } = await tell(gemini, () => {
        throw new Error("left");
      });
      assert.equal(!outcome.ok && outcome.error.code, "rejected");
      assert.equal(pieces.length, 1);
    }
    assert.equal(integration.breaker(), "closed");
  });
});
