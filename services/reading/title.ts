import { knownComposer } from "./composers.ts";
import type { Field } from "./fields.ts";
import { type Head, type HeadLine, isAtStaff } from "./head.ts";
import { hasLifeYears, nameLikeness, stripYears } from "./names.ts";
import { isOpusOnly } from "./opus.ts";
import { isMark, isTempo, splitRole } from "./vocabulary.ts";

/** The title, what stands under it, and the lines both were read from. */
interface Titles {
  title: Field | null;
  subtitle: Field | null;
  /** A number before the title ("3. Lied"), which belongs to the opus. */
  number: string | null;
  lines: Set<HeadLine>;
}

const none: Titles = {
  title: null,
  subtitle: null,
  number: null,
  lines: new Set(),
};

/**
 * The title is the largest text of the head that can be one, the middle of the
 * page going before its sides. Lines of the same size next to it continue it.
 */
export function readTitle(head: Head): Titles {
  const candidates = head.lines.filter(canBeTitle);
  if (!candidates.length) return none;
  const largest = Math.max(...candidates.map((line) => line.size));
  const ranked = candidates.map((line) => ({
    line,
    score: rate(line, largest, head),
  }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  const lines = continued(best.line, candidates);
  const { number, title } = splitNumber(
    [...lines].map((line) => line.text).join(" "),
  );
  const rival = ranked.find((one) => !lines.has(one.line));
  const lead = best.score - (rival?.score ?? second?.score ?? 0);
  return {
    title: {
      value: title,
      source: "page",
      confidence: sureness(lead, best.line, head),
    },
    subtitle: readSubtitle(head, lines),
    number,
    lines,
  };
}

function canBeTitle(line: HeadLine): boolean {
  const { text } = line;
  if (!/\p{L}{2}|\p{L}\p{M}/u.test(text) && !/^\p{Lo}+$/u.test(text)) {
    return false;
  }
  if (isMark(text) || isOpusOnly(text)) return false;
  const { role } = splitRole(text);
  if (role === "arranger" || (role && line.place !== "centre")) return false;
  return !(hasLifeYears(text) && stripYears(text).split(" ").length < 6);
}

const placeScore = { centre: 0.3, left: 0, right: -0.25 };

function rate(line: HeadLine, largest: number, head: Head): number {
  const low = head.cover ? 0 : 0.15 * (line.y / Math.max(1, head.height));
  const tempo = isTempo(line.text) && line.place === "left" ? 0.5 : 0;
  const weight = line.bold ? 0.05 : 0;
  // A composer's name may be set larger than the work's.
  const person = nameLikeness(line.text) > 0.4 && knownComposer(line.text) ? 0.6 : 0;
  return line.size / largest + placeScore[line.place] + weight - low - tempo - person;
}

/** Two or three lines of one size and place, close together, are one title. */
function continued(best: HeadLine, candidates: HeadLine[]): Set<HeadLine> {
  const lines = [best];
  for (const line of candidates) {
    const last = lines.at(-1)!;
    const near = line.baseline > last.baseline &&
      line.baseline - last.baseline < 1.7 * best.size;
    const alike = Math.abs(line.size - best.size) < 0.04 * best.size &&
      line.bold === best.bold;
    if (near && alike && line.place === best.place && lines.length < 3) {
      lines.push(line);
    }
  }
  return new Set(lines);
}

/** "3. Spring Song" is the third of a set: the number is not of the title. */
function splitNumber(text: string): { number: string | null; title: string } {
  const match = /^(?:n(?:o|r)\.?\s?)?(\d{1,2})\s?[.)]\s*(?=\p{L}.{2,})/iu.exec(
    text,
  );
  return match
    ? { number: match[1], title: bare(text.slice(match[0].length)) }
    : { number: null, title: bare(text) };
}

/** Old print ends its titles with a full stop; ornaments and dashes around them go, too. */
function bare(text: string): string {
  const title = text.replace(/^[\s\-–—•·*♫♪~]+|[\s\-–—•·*♫♪~]+$/gu, "");
  return /(?:\p{L}{3}|\p{Lu})\.$/u.test(title) && !abbreviation.test(title)
    ? title.slice(0, -1)
    : title;
}

const abbreviation =
  /\.\p{L}+\.$|(?<!\p{L})(?:op|no|nr|vol|arr|min|maj|ed|etc|mrs?|dr|jr|sr|st|acc|var|mvt|\p{L})\.$/iu;

function readSubtitle(head: Head, title: Set<HeadLine>): Field | null {
  const last = [...title].at(-1)!;
  const line = head.lines.find((line) =>
    !title.has(line) && line.place === "centre" &&
    line.baseline > last.baseline &&
    line.baseline - last.baseline < 3.5 * last.size &&
    /\p{L}{3}/u.test(line.text) &&
    !isMark(line.text) && !isOpusOnly(line.text) && !isTempo(line.text) &&
    !isAtStaff(line, head) &&
    !splitRole(line.text).role &&
    !hasLifeYears(line.text)
  );
  if (!line) return null;
  const likelyName = nameLikeness(line.text) > 0.7;
  return {
    value: line.text,
    source: "page",
    confidence: likelyName ? 0.5 : 0.75,
  };
}

function sureness(lead: number, line: HeadLine, head: Head): number {
  const base = head.cover ? 0.7 : 0.85;
  const place = line.place === "centre" ? 0.05 : -0.15;
  return Math.round(
    100 *
      Math.max(0.3, Math.min(0.97, base + place + 0.25 * Math.min(0.3, lead))),
  ) / 100;
}
