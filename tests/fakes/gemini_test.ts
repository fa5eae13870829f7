/** What the official client makes of the fake, on a good day and under every fault. */
import assert from "node:assert/strict";
import { GoogleGenAI } from "@google/genai/web";
import type { Fault } from "./fault.ts";
import { type FakeGemini, type GeminiFault, startGemini } from "./gemini.ts";

const MODEL = "gemini-3.8-flash";
const said = {
  title: "Romanze",
  composer: "Clara Schumann",
  opus: "op. 21 Nr. 3 — Trois romances",
};
const pdf = btoa("%PDF-1.7 and so on");
const contents = [{
  role: "user",
  parts: [{ text: "Read this." }, { inlineData: { mimeType: "application/pdf", data: pdf } }],
}];

function connect(fake: FakeGemini, apiKey = fake.key) {
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl: fake.origin } });
}

Deno.test("an object that the test sets comes back as JSON text, with its tokens", async () => {
  await using fake = startGemini();
  fake.answer(said);
  const response = await connect(fake).models.generateContent({
    model: MODEL,
    contents,
    config: {
      systemInstruction: "You read scores.",
      responseMimeType: "application/json",
      responseJsonSchema: { type: "object" },
      httpOptions: { headers: { "x-request-id": "r-1" } },
    },
  });
  assert.deepEqual(JSON.parse(response.text!), said);
  assert.equal(response.candidates?.[0].finishReason, "STOP");
  const { promptTokenCount, candidatesTokenCount, totalTokenCount } = response.usageMetadata!;
  assert.ok(promptTokenCount! > 258 && candidatesTokenCount! > 10);
  assert.equal(totalTokenCount, promptTokenCount! + candidatesTokenCount!);
  assert.deepEqual(fake.tokens, { prompt: promptTokenCount, answer: candidatesTokenCount });
  assert.deepEqual(fake.prompts, [{
    model: MODEL,
    streamed: false,
    text: "Read this.",
    systemInstruction: "You read scores.",
    files: [{ mimeType: "application/pdf", size: 18 }],
    schema: { type: "object" },
  }]);
  assert.equal(fake.requests[0].headers["x-request-id"], "r-1");
  assert.doesNotMatch(JSON.stringify(fake.requests), new RegExp(pdf));
});

Deno.test("an answer may depend on the prompt", async () => {
  await using fake = startGemini();
  fake.answer(({ model }) => model === MODEL ? { title: null } : said);
  const ask = async (model: string) =>
    (await connect(fake).models.generateContent({ model, contents })).text;
  assert.equal(await ask(MODEL), '{"title":null}');
  assert.equal(await ask("gemini-3.1-pro-preview"), JSON.stringify(said));
});

Deno.test("a streamed answer comes in pieces, the last of which tells the end", async () => {
  await using fake = startGemini();
  fake.answer("A romance asks for a long breath — and for patience.");
  const pieces: string[] = [];
  let end;
  for await (
    const piece of await connect(fake).models.generateContentStream({ model: MODEL, contents })
  ) {
    pieces.push(piece.text!);
    end = piece.candidates?.[0].finishReason;
  }
  assert.ok(pieces.length > 1);
  assert.equal(pieces.join(""), "A romance asks for a long breath — and for patience.");
  assert.equal(end, "STOP");
  assert.equal(fake.prompts[0].streamed, true);
});

Deno.test("the probe lists and finds models, and costs nothing", async () => {
  await using fake = startGemini();
  const { models } = connect(fake);
  assert.equal((await models.get({ model: MODEL })).name, `models/${MODEL}`);
  const names = [];
  for await (const { name } of await models.list()) names.push(name);
  assert.deepEqual(names, [`models/${MODEL}`, "models/gemini-3.1-pro-preview"]);
  fake.models.delete(MODEL);
  await assert.rejects(models.get({ model: MODEL }), { name: "ApiError", status: 404 });
  await assert.rejects(models.generateContent({ model: MODEL, contents }), { status: 404 });
  assert.deepEqual(fake.tokens, { prompt: 0, answer: 0 });
});

Deno.test("a model that goes away says when", async () => {
  await using fake = startGemini();
  fake.retiring.set(MODEL, "2026-12-01T00:00:00Z");
  const { modelStatus } = await connect(fake).models.generateContent({ model: MODEL, contents });
  assert.equal(modelStatus?.modelStage, "DEPRECATED");
  assert.equal(modelStatus?.retirementTime, "2026-12-01T00:00:00Z");
});

Deno.test("a wrong key answers 400 with its reason, a request too large 400", async () => {
  await using fake = startGemini({ maxBytes: 1000 });
  const wrong = connect(fake, "another-key").models.generateContent({ model: MODEL, contents });
  await assert.rejects(wrong, { status: 400, message: /"reason":"API_KEY_INVALID"/ });
  const large = [{ role: "user", parts: [{ text: "a".repeat(1000) }] }];
  const asked = connect(fake).models.generateContent({ model: MODEL, contents: large });
  await assert.rejects(asked, { status: 400, message: /payload size/ });
  const bare = await fetch(`${fake.origin}/v1/models`);
  assert.equal((await bare.json()).error.status, "PERMISSION_DENIED");
});

Deno.test("a fault may spoil one model and leave the other", async () => {
  await using fake = startGemini();
  await fake.break("503", { only: /flash/ });
  const { models } = connect(fake);
  await assert.rejects(models.generateContent({ model: MODEL, contents }), { status: 503 });
  await models.generateContent({ model: "gemini-3.1-pro-preview", contents });
});

interface Row {
  readonly fault: Fault | GeminiFault;
  /** What is thrown: its `name`, and `status` for an ApiError. */
  readonly unary: string;
  readonly streamed?: string;
  /** Whether the model worked, and tokens were paid. */
  readonly paid?: boolean;
}

/** What the client throws under each fault. */
const rows: Row[] = [
  { fault: "refuse", unary: "TypeError" },
  { fault: "hang", unary: "AbortError" },
  { fault: "late", unary: "AbortError", paid: true },
  { fault: "drip", unary: "AbortError", paid: true },
  { fault: "cut", unary: "TypeError", paid: true },
  { fault: "html", unary: "ApiError 502" },
  { fault: "html_200", unary: "SyntaxError", streamed: "Error" },
  { fault: "401", unary: "ApiError 401" },
  { fault: "404", unary: "ApiError 404" },
  { fault: "429", unary: "ApiError 429" },
  { fault: "429_retry_after", unary: "ApiError 429" },
  { fault: "daily_quota", unary: "ApiError 429" },
  { fault: "500", unary: "ApiError 500" },
  { fault: "503", unary: "ApiError 503" },
  { fault: "deadline", unary: "ApiError 504" },
  { fault: "invalid_argument", unary: "ApiError 400" },
  { fault: "too_large", unary: "ApiError 400" },
  { fault: "key_invalid", unary: "ApiError 400" },
  { fault: "permission_denied", unary: "ApiError 403" },
  { fault: "malformed_json", unary: "SyntaxError", streamed: "Error" },
  // Nothing is thrown for these: whoever calls must look at what there is.
  { fault: "wrong_shape", unary: "no text", streamed: "Error" },
  { fault: "huge", unary: "no text", streamed: "AbortError" },
  { fault: "safety", unary: "SAFETY", paid: true },
  { fault: "recitation", unary: "RECITATION", paid: true },
  { fault: "max_tokens", unary: "MAX_TOKENS", paid: true },
  { fault: "blocked", unary: "PROHIBITED_CONTENT", paid: true },
  { fault: "nothing", unary: "no text", paid: true },
  { fault: "stream_error", unary: "ApiError 503", streamed: "ApiError 503 after some" },
];

/** One call, told in a word: what was thrown, or how it ended. */
async function tell(fake: FakeGemini, streamed: boolean, ms: number): Promise<string> {
  const { models } = connect(fake);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ms);
  const call = { model: MODEL, contents, config: { abortSignal: stop.signal } };
  let some = false;
  try {
    let last;
    if (!streamed) last = await models.generateContent(call);
    else {
      for await (last of await models.generateContentStream(call)) some ||= last.text !== undefined;
    }
    const end = last?.candidates?.[0].finishReason ?? last?.promptFeedback?.blockReason;
    return end ?? (last?.text === undefined ? "no text" : "text");
  } catch (error) {
    const { name, status } = error as Error & { status?: number };
    return [name, status, status && some && "after some"].filter(Boolean).join(" ");
  } finally {
    clearTimeout(timer);
    // After an error between pieces the client lets go of the body without closing it.
    stop.abort();
  }
}

for (const { fault, unary, streamed = unary, paid = false } of rows) {
  for (const [mode, expected] of [["unary", unary], ["streamed", streamed]] as const) {
    Deno.test({
      name: `under ${fault} a ${mode} call gives ${expected}, asks once, and mends`,
      sanitizeOps: true,
      sanitizeResources: true,
      async fn() {
        await using fake = startGemini();
        fake.answer(said);
        await fake.break(fault);
        const patient = fault === "huge" && mode === "unary";
        assert.equal(await tell(fake, mode === "streamed", patient ? 5000 : 300), expected);
        assert.equal(fake.requests.length, fault === "refuse" ? 0 : 1);
        const worked = paid || (fault === "stream_error" && mode === "streamed");
        assert.equal(fake.prompts.length, worked ? 1 : 0);
        await fake.mend();
        assert.equal(await tell(fake, mode === "streamed", 5000), "STOP");
      },
    });
  }
}

/** The error inside an ApiError, however often the client has wrapped it. */
function inner(message: string): { status: string; details?: Record<string, unknown>[] } {
  const { error } = JSON.parse(message);
  return error.message.trimStart().startsWith("{") ? inner(error.message) : error;
}

Deno.test("a quota error carries its quota and delay; a streamed one is wrapped twice", async () => {
  await using fake = startGemini();
  const { models } = connect(fake);
  for (
    const [fault, quota, delay] of [
      ["429_retry_after", /PerMinute/, "1s"],
      ["daily_quota", /PerDay/, "36s"],
    ] as const
  ) {
    await fake.break(fault);
    for (const call of ["generateContent", "generateContentStream"] as const) {
      const thrown = await models[call]({ model: MODEL, contents }).then(
        () => assert.fail("no error"),
        (error: Error) => error,
      );
      const { status, details = [] } = inner(thrown.message);
      assert.equal(status, "RESOURCE_EXHAUSTED");
      assert.match(JSON.stringify(details), quota);
      assert.equal(details.find((detail) => detail.retryDelay)?.retryDelay, delay);
      const wrapped = JSON.parse(thrown.message).error.details === undefined;
      assert.equal(wrapped, call === "generateContentStream");
    }
    await fake.mend();
  }
});
