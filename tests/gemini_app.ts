/**
 * The app with Gemini set up, Gemini ours to break, and a person who has scores.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { ChainStep, Fields } from "../store/fields.ts";
import { startApp, type TestApp } from "./app.ts";
import { type FakeGemini, startGemini } from "./fakes/gemini.ts";
import { pdfFile, titlePage } from "./pdf.ts";
import type { Answer, Visitor } from "./visitor.ts";

export const FLASH = "gemini-3.8-flash";
export const PRO = "gemini-3.1-pro-preview";

/** What `/scores/:id/metadata` says. */
export interface Metadata {
  readonly status: "reading" | "ready";
  readonly fields: Fields;
  readonly chain: readonly ChainStep[];
}

/** What there is to play with. */
export interface GeminiHouse {
  readonly app: TestApp;
  readonly gemini: FakeGemini;
  readonly clara: Visitor;
  /** Everything that was logged as an error. */
  readonly logged: string[];
}

/** A field as Gemini says it. */
export const said = <T>(value: T, confidence = 0.9) => ({ value, confidence });

/** A whole answer of Gemini's: nulls but for what is given. */
export function answer(fields: Record<string, unknown> = {}): Record<string, unknown> {
  const names = "title subtitle composer arranger opus instruments key timeSignature tempo year";
  return { ...Object.fromEntries(names.split(" ").map((name) => [name, null])), ...fields };
}

/** What Gemini says of `titlePage("Romanze", "Clara Schumann")` on a good day. */
export const ROMANZE = answer({
  title: said("Romanze"),
  composer: said("Clara Schumann"),
  tempo: said("Andante molto"),
});

/** Starts all of it; Clara is signed in and has not been asked for anything. */
export async function withGemini(
  run: (house: GeminiHouse) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const [error, info] = [console.error, console.info];
  const logged: string[] = [];
  console.error = (line: string) => void logged.push(String(line));
  console.info = () => {};
  try {
    await using gemini = startGemini();
    await using app = await startApp({
      GEMINI_API_KEY: gemini.key,
      GEMINI_BASE_URL: gemini.origin,
      ...env,
    });
    gemini.answer(ROMANZE);
    await run({ app, gemini, clara: await app.visitor().signIn(), logged });
  } finally {
    [console.error, console.info] = [error, info];
  }
}

/** Answers the question whether Gemini may read. */
export function consent(
  visitor: Visitor,
  answer: "yes" | "no",
  more: Record<string, string> = {},
): Promise<Answer> {
  return visitor.post("/account/consents", { purpose: "ai-reading", answer, ...more });
}

/** What is known of a score. */
export async function metadata(visitor: Visitor, id: string): Promise<Metadata> {
  const found = await visitor.get(`/scores/${id}/metadata`);
  assert.equal(found.status, 200);
  return JSON.parse(found.text);
}

/** A chain in short: "gemini:ok local:ok", with the code where there is one. */
export function told(chain: readonly ChainStep[]): string {
  return chain.map(({ provider, outcome, code }) =>
    [provider, outcome, code].filter((part) => part !== undefined).join(":")
  ).join(" ");
}

/** The page that `ROMANZE` is about; each name makes other bytes, so that no answer is known yet. */
export const romanze = (mark = "") =>
  pdfFile("scan.pdf", {
    words: [
      ...titlePage("Romanze", "Clara Schumann"),
      { text: mark, size: 4, x: 40, y: 20 },
    ],
  });

/** Lets time pass, hour by hour, until nothing waits for Gemini any more. */
export async function untilSettled({ app }: GeminiHouse, step = 60 * 60_000): Promise<void> {
  const waits = async () => (await Array.fromAsync(app.kv.list({ prefix: ["jobs"] }))).length > 0;
  for (let n = 0; n < 50 && await waits(); n++) {
    app.pass(step);
    await app.services.jobs.drained();
  }
  assert.equal(await waits(), false);
}
