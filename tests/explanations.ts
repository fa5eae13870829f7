/**
 * A score that is explained, with Gemini ours to break.
 *
 * @module
 */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "./app.ts";
import { type FakeGemini, startGemini } from "./fakes/gemini.ts";
import { pdfFile, titlePage } from "./pdf.ts";
import { quietly } from "./quiet.ts";
import type { Visitor } from "./visitor.ts";

export const NOTE =
  "# Style\n\nA **quiet** minuet in three.\n\n# Technique\n\nThe left hand walks in quarter notes.\n\n" +
  "# How to practise it\n\n- Count aloud.\n- Then play.\n";

/** Whom a test meets: Clara, her score, and a Gemini that is ours to break. */
export interface Scene {
  readonly app: TestApp;
  readonly gemini: FakeGemini;
  readonly clara: Visitor;
  readonly score: string;
  readonly page: string;
  readonly allow: (visitor: Visitor) => Promise<void>;
}

export const minuet = (name = "minuet.pdf") =>
  pdfFile(name, { words: titlePage("Menuet in G major", "Christian Petzold", "BWV Anh. 114") });

export async function withExplanations(
  run: (scene: Scene) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const logged = await quietly(async () => {
    await using gemini = startGemini();
    gemini.answer(NOTE);
    await using app = await startApp({
      GEMINI_API_KEY: gemini.key,
      GEMINI_BASE_URL: gemini.origin,
      ...env,
    });
    const clara = await app.visitor().signIn("clara@example.org");
    const score = await clara.add(minuet());
    const allow = async (visitor: Visitor) => await answer(visitor, "yes");
    const page = `/scores/${score}/explanation`;
    await run({ app, gemini, clara, score, page, allow });
  });
  assert.doesNotMatch(logged, /clara@|minuet in three|gemini-key|Petzold/);
}

export async function answer(visitor: Visitor, yesOrNo: "yes" | "no"): Promise<void> {
  const answered = await visitor.post("/account/consents", {
    purpose: "ai-explaining",
    answer: yesOrNo,
  });
  assert.equal(answered.status, 303);
}

/** What a reader sees: no tags, one space for several. */
export const words = (html: string) =>
  html.replace(/<script.*?<\/script>|<head>.*?<\/head>/gs, "").replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

export async function ask(visitor: Visitor, page: string): Promise<void> {
  const asked = await visitor.post(page, {});
  assert.equal(asked.status, 303);
  assert.equal(asked.location, page);
}

export async function jobs(app: TestApp): Promise<number> {
  return (await Array.fromAsync(app.kv.list({ prefix: ["jobs"] }))).length;
}

/** The id of the only person there is. */
export async function userId(app: TestApp): Promise<string> {
  const [row] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  return String(row.key[1]);
}
