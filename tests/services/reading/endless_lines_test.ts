import assert from "node:assert/strict";
import { agree } from "../../../services/reading/agree.ts";
import { recognise } from "../../../services/reading/composers.ts";
import { readFileName } from "../../../services/reading/filename.ts";
import { instrumentOf, instrumentsIn } from "../../../services/reading/instruments.ts";
import { findKey } from "../../../services/reading/key.ts";
import { tidy } from "../../../services/reading/lines.ts";
import {
  hasLifeYears,
  isAnonymous,
  nameLikeness,
  personhood,
  showName,
  stripYears,
} from "../../../services/reading/names.ts";
import {
  findOpus,
  isOpusOnly,
  leadingNumber,
  showOpus,
  withoutOpus,
} from "../../../services/reading/opus.ts";
import { readPage } from "../../../services/reading/page_reading.ts";
import { isPoet } from "../../../services/reading/poets.ts";
import { partsOf, splitRole } from "../../../services/reading/roles.ts";
import {
  isFrontMatter,
  isKindOfPrint,
  isMark,
  isNoise,
  isPlaceInWork,
  isPublisher,
  isTempo,
} from "../../../services/reading/vocabulary.ts";
import { longLines } from "../../fixtures/hostile.ts";

/** Whatever looks at text with a pattern. */
const readers: readonly ((text: string) => unknown)[] = [
  findKey,
  findOpus,
  hasLifeYears,
  instrumentOf,
  instrumentsIn,
  isAnonymous,
  isFrontMatter,
  isKindOfPrint,
  isMark,
  isNoise,
  isOpusOnly,
  isPlaceInWork,
  isPoet,
  isPublisher,
  isTempo,
  leadingNumber,
  nameLikeness,
  partsOf,
  personhood,
  readFileName,
  recognise,
  showName,
  showOpus,
  splitRole,
  stripYears,
  tidy,
  withoutOpus,
  function keysAgree(text) {
    return agree("key", text, `${text}.`);
  },
  function titlesAgree(text) {
    return agree("title", text, `${text}.`);
  },
];

/** What goes back and forth over 20,000 letters takes seconds each time. */
const LONGEST_MS = 300;

/** The least of three tries, in milliseconds: a busy machine may be elsewhere during one. */
function least(work: () => unknown): number {
  let ms = Infinity;
  for (let tries = 0; tries < 3 && ms > LONGEST_MS / 3; tries++) {
    const start = performance.now();
    work();
    ms = Math.min(ms, performance.now() - start);
  }
  return ms;
}

for (const read of readers) {
  Deno.test(`twenty thousand letters are looked through at once: ${read.name}`, () => {
    for (const line of longLines) {
      for (const text of [line, `${line}!`, `Op. 1 ${line}`]) {
        const ms = least(() => read(text));
        assert(ms < LONGEST_MS, `${JSON.stringify(text.slice(0, 20))}: ${Math.round(ms)} ms`);
      }
    }
  });
}

Deno.test("a page of lines that repeat themselves without end is understood at once", () => {
  for (const line of longLines) {
    const runs = Array.from({ length: 40 }, (_, index) => ({
      text: line.slice(0, 500),
      x: 60,
      y: 10 + 20 * index,
      width: 450,
      height: 12,
      baseline: 20 + 20 * index,
      size: 12,
      font: "Helvetica",
      weight: 400,
      italic: false,
    }));
    const page = { page: 0, width: 595, height: 842, runs, cut: false, scan: false };
    const ms = least(() => readPage({ ...page, rules: [], bars: [], marks: [] }));
    assert(ms < 2 * LONGEST_MS, `${JSON.stringify(line.slice(0, 12))}: ${Math.round(ms)} ms`);
  }
});
