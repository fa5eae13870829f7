import { fold } from "../../store/fold.ts";
import type { PageText } from "../pdf/types.ts";
import type { Composers } from "./composers.ts";
import { byLetters } from "./confidence.ts";
import { readCredits } from "./credits.ts";
import type { Field, Fields } from "./fields.ts";
import { type Head, type HeadLine, isAtStaff, readHead } from "./head.ts";
import { readInstruments } from "./instruments.ts";
import { readKey } from "./key.ts";
import { hasLifeYears } from "./names.ts";
import { leadingNumber, opusOf, showOpus } from "./opus.ts";
import { readTimeSignature } from "./time_signature.ts";
import { readTitle } from "./title.ts";
import { isTempo } from "./vocabulary.ts";

/** What a page says, and whether it says anything at all. */
export interface PageReading {
  fields: Partial<Fields>;
  /** No text that could be a head: a blank page, a scan. */
  blank: boolean;
  cover: boolean;
  /** A page of running text. */
  prose: boolean;
  /** What its head says, line by line. */
  lines: string[];
}

/** Reads one page by where things stand and how large they are. */
export function readPage(page: PageText, own?: Composers): PageReading {
  const head = readHead(page);
  const titles = readTitle(head, own);
  const credits = readCredits(head, titles.lines, own, titles.composer);
  const text = head.lines.map((line) => line.text);
  const fields: Partial<Fields> = {
    title: titles.title,
    subtitle: titles.subtitle &&
        ![...credits.lines].some((line) => line.text === titles.subtitle!.value)
      ? titles.subtitle
      : null,
    composer: credits.composer,
    arranger: credits.arranger,
    opus: readOpus(head, titles.lines, titles.number, credits.composer?.value ?? null),
    instruments: readInstruments(head),
    key: readKey(head),
    timeSignature: readTimeSignature(head),
    tempo: readTempo(head, titles.lines),
    year: readYear(head, credits.lines),
  };
  const { cover, prose } = head;
  return { fields, blank: !head.lines.length && !head.staves.length, cover, prose, lines: text };
}

/** In font sizes: from one line to the next of a block. */
const NEXT_LINE = 2;

/** What cannot be anything else, even in a line of tempo words. */
const spelt = /(?<!\p{L})(?:op(?:us|\.)|WoO|\p{L}{1,4}WV|Hob)/iu;

function readOpus(
  head: Head,
  title: Set<HeadLine>,
  number: string | null,
  composer: string | null,
): Field | null {
  const lines = head.lines.filter((line) =>
    (title.has(line) || !isTempo(line.text) || spelt.test(line.text)) &&
    opusOf(line.text, composer).length > 0
  );
  const found = [
    ...unlike(lines.flatMap((line) => opusOf(line.text, composer)).map(showOpus)),
  ];
  if (!found.length) return null;
  const bare = found.length === 1 &&
    /^op(?:us|\.)?\s?\d+[a-z]?$/iu.test(found[0]);
  const inside = number ??
    head.lines.filter((line) =>
      !title.has(line) && [...lines, ...title].some((other) => isBeside(line, other))
    ).map((line) => leadingNumber(line.text)).find(Boolean);
  const value = bare && inside ? `${found[0]}, No. ${inside}` : found.join(", ");
  const letters = Math.min(...lines.map((line) => line.sure));
  const confidence = byLetters(found.length === 1 ? 0.95 : 0.9, letters);
  return { value, source: "page", confidence };
}

/** On one line, or one under the other: a number further away is of something else. */
const isBeside = (one: HeadLine, other: HeadLine) =>
  Math.abs(one.baseline - other.baseline) < NEXT_LINE * Math.max(one.size, other.size);

/** Each once: "D935" and "D 935" are one, and so are "Opus 142 No 1" and "Op. 142, No. 1". */
const unlike = (numbers: string[]) =>
  new Map(
    numbers.toReversed().map((one) => [fold(one).replace(/opus/, "op").replaceAll(" ", ""), one]),
  ).values().toArray().toReversed();

/** The lowest tempo mark above the first staff, or else the bold word at its beginning. */
function readTempo(head: Head, title: Set<HeadLine>): Field | null {
  if (head.cover) return null;
  const others = head.lines.filter((line) => !title.has(line));
  const named = others.findLast((line) => isTempo(line.text));
  const line = named ??
    others.findLast((line) => line.bold && isAtStaff(line, head));
  if (!line) return null;
  const value = line.text.replace(/\s*[([]?\s*[♩♪]?\s*=\s*\d+.*$/u, "")
    .replace(/^\d+\s+/, "").trim();
  const confidence = byLetters(named ? 0.85 : 0.6, line.sure);
  return /\p{L}{3}/u.test(value) ? { value, source: "page", confidence } : null;
}

/** A year that is not of a life: of composition or print. */
function readYear(head: Head, people: Set<HeadLine>): Field | null {
  for (const line of head.lines) {
    if (hasLifeYears(line.text)) continue;
    const match = /(?<![\d/.-])(1[4-9]\d{2}|20[0-2]\d)(?![\d/.-])/u.exec(
      line.text,
    );
    if (match) {
      return {
        value: match[1],
        source: "page",
        confidence: byLetters(people.has(line) ? 0.5 : 0.7, line.sure),
      };
    }
  }
  return null;
}
