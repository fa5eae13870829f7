import { type Composers, recognise } from "./composers.ts";
import { byLetters, titleSureness } from "./confidence.ts";
import type { Field } from "./fields.ts";
import { type Head, type HeadLine, isAtStaff } from "./head.ts";
import { instrumentOf } from "./instruments.ts";
import { splitComposer } from "./joined.ts";
import { hasLifeYears, nameLikeness, personhood, stripYears } from "./names.ts";
import { isOpusOnly, withoutOpus } from "./opus.ts";
import { splitRole } from "./roles.ts";
import {
  isFrontMatter,
  isHymnTune,
  isKindOfPrint,
  isMark,
  isPlaceInWork,
  isPublisher,
  isTempo,
} from "./vocabulary.ts";

/** The title, what stands under it, and the lines both were read from. */
interface Titles {
  title: Field | null;
  subtitle: Field | null;
  /** A number before the title ("3. Lied"), which belongs to the opus. */
  number: string | null;
  /** Whose it is, where that stands on the title's own line. */
  composer: string | null;
  lines: Set<HeadLine>;
}

const none: Titles = {
  title: null,
  subtitle: null,
  number: null,
  composer: null,
  lines: new Set(),
};

/**
 * The title is the largest text of the head that can be one, the middle of the
 * page going before its sides, and words going before people, publishers, parts and
 * movements. Lines of the same size next to it continue it.
 */
export function readTitle(head: Head, own?: Composers): Titles {
  const candidates = head.lines.filter(canBeTitle);
  if (!candidates.length) return none;
  const people = peopleBeside(head, own);
  const largest = Math.max(...candidates.map((line) => line.size));
  const ranked = candidates.map((line) => ({ line, score: rate(line, largest, head, people, own) }))
    .sort((a, b) => b.score - a.score);
  const best = ranked[0];
  const lines = continued(best.line, candidates, own);
  const { number, title } = splitNumber([...lines].map((line) => line.text).join(" "));
  const rival = ranked.find((one) => !lines.has(one.line));
  const parts = splitComposer(title, people.length > 0, own);
  return {
    title: {
      value: parts.title,
      source: "page",
      confidence: titleSureness({
        score: best.score,
        lead: best.score - (rival?.score ?? 0),
        cover: head.cover,
        prose: head.prose,
        scan: head.scan,
        letters: Math.min(...[...lines].map((line) => line.sure)),
        person: personhood(title, own) > 0.5 && !isCalledAfter(best.line, people, own),
        tempo: isTempo(best.line.text) &&
          (best.line.place === "left" || isAtStaff(best.line, head) || candidates.length === 1),
      }),
    },
    subtitle: readSubtitle(head, lines, own),
    number,
    composer: parts.composer,
    lines,
  };
}

function canBeTitle(line: HeadLine): boolean {
  const { text } = line;
  if (!/\p{L}{2}|\p{L}\p{M}/u.test(text) && !/^\p{Lo}+$/u.test(text)) {
    return false;
  }
  if (isMark(text) || isOpusOnly(text) || isFrontMatter(text) || isKindOfPrint(text)) return false;
  const { role, rest } = splitRole(text);
  if (role === "arranger" || (role && line.place !== "centre")) return false;
  if (role && (rest === "" || nameLikeness(rest) > 0.4)) return false;
  return !(hasLifeYears(text) && stripYears(text).split(" ").length < 6);
}

const placeScore = { centre: 0.3, left: 0.1, right: -0.25 };

/** What speaks against a line being the title, and how much. */
const against: [number, (line: HeadLine, head: Head) => boolean][] = [
  [0.5, (line, head) => isTempo(line.text) && (line.place === "left" || isAtStaff(line, head))],
  [0.2, (line) => isTempo(line.text) && line.place !== "left"],
  [0.4, (line, head) => line.place === "left" && isAtStaff(line, head)],
  [0.6, (line) => isPublisher(line.text)],
  [0.6, (line) => isPlaceInWork(line.text)],
  [0.6, (line) => instrumentOf(line.text) !== null],
  [0.6, (line) => isHymnTune(line.text)],
  [0.3, (line) => /^\(.*\)$/u.test(line.text)],
  [0.6, isAfterRole],
  [0.5, (line) => /^(?:for|f[üu]r|pour|per|para|pro|для|dla) \p{L}/iu.test(line.text)],
  [0.25, (line) => beside.test(line.text)],
  [0.15, (line) => /^\p{Ll}/u.test(line.text)],
  [0.2, (line) => series.test(line.text)],
  [0.4, (line) => line.text.split(" ").length > 14],
  [0.3, (line) => line.text.split(" ").length > 8 && /[.;,]$/u.test(line.text)],
  [0.3, (line, head) => !head.cover && line.y > 0.75 * head.height],
  [0.4, (line) => line.faint],
  [0.5, (line) => splitRole(line.text).role === "other"],
  [0.5, (line, head) => nameLikeness(line.text) > 0.4 && isBesideAnother(line, head)],
  [-1, (line) => label.test(line.text)],
];

/** "Composed by" on a line of its own: the next one is whoever did. */
function isAfterRole(line: HeadLine, head: Head): boolean {
  const above = head.lines.findLast((other) =>
    other.place === line.place && other.baseline < line.baseline - 0.2 * line.size
  );
  return !!above && splitRole(above.text).role !== null && splitRole(above.text).rest === "" &&
    line.baseline - above.baseline < 2.5 * line.size && nameLikeness(line.text) >= 0.7;
}

/** "The Water Mill . . . . . Jane Roe": in one line and size the title goes before the name. */
const isBesideAnother = (line: HeadLine, head: Head) =>
  head.lines.some((other) =>
    other.x < line.x && Math.abs(other.baseline - line.baseline) < 0.1 * line.size &&
    Math.abs(other.size - line.size) < 0.04 * line.size && /\p{L}{3}/u.test(other.text)
  );

/** What stands beside a title and says where it is from, or how it is to be played. */
const beside =
  /^\(?(?:from|aus|nach|after|as (?:sung|played|performed)|composed|komponiert|compos[eé]|based on|zum|to be|taken from|extrait|tir[eé]|dalla?|de la|z|из|selected|excerpt|upon|[üu]ber ein|sur (?:un|le|la)|on a theme)(?!\p{L})/iu;

const series =
  /(?:^|\s)(?:collection|biblioth[eè]que|library|series|serie|reihe|sammlung|collezione|colecci[oó]n|edition|band|vol(?:ume)?\.?|heft|book|cahier|tome|livre|quaderno|cuaderno|se[sš]it)(?:\s(?:[ivxl]+|\d+)\.?)?$/iu;

function rate(
  line: HeadLine,
  largest: number,
  head: Head,
  people: HeadLine[],
  own?: Composers,
): number {
  const low = head.cover ? 0 : 0.15 * (line.y / Math.max(1, head.height));
  const weight = line.bold ? 0.05 : 0;
  // A composer's name may be set larger than the work's; a work may be called after a person.
  const looksSo = isHeading(line, people, head) ? 0.9 : personhood(line.text, own);
  const much = looksSo > 0.4 && isCalledAfter(line, people, own) ? 0.2 : 0.75;
  const person = much * Math.max(0, looksSo - 0.4) / 0.6;
  const marks = against.reduce((sum, [much, holds]) => sum + (holds(line, head) ? much : 0), 0);
  return line.size / largest + placeScore[line.place] + weight - low - person - marks;
}

/**
 * Those who stand where composers do, without a word that says they did something else: at the
 * right, and on a cover, where nothing else is nearly as large as its largest line, in the middle.
 */
function peopleBeside(head: Head, own?: Composers): HeadLine[] {
  const [largest, ...others] = head.lines.filter(canBeTitle).toSorted((a, b) => b.size - a.size);
  const isPerson = ({ text }: HeadLine) => personhood(withoutOpus(text), own) >= 0.8;
  const alone = head.cover &&
    others.every((line) => line.size < 0.6 * largest.size || isPerson(line));
  return head.lines.filter((line) =>
    (line.place === "right" || alone && line !== largest && line.place === "centre") &&
    !splitRole(line.text).role && isPerson(line)
  );
}

/** Whether a line in the middle has its composer beside it, in smaller letters. */
function isCalledAfter(line: HeadLine, people: HeadLine[], own?: Composers): boolean {
  if (line.place !== "centre") return false;
  const smaller = people.filter((other) => other !== line && other.size < 0.85 * line.size);
  return smaller.length > 0 &&
    (!recognise(line.text, own)?.full || smaller.some(({ text }) => recognise(text, own)?.full));
}

/**
 * A name in capitals above a title that is not in capitals, where nobody else is named: the
 * composer's, though nobody knows it.
 */
function isHeading(line: HeadLine, people: HeadLine[], head: Head): boolean {
  if (line.place !== "centre" || people.length > 0 || !isInCapitals(line.text)) return false;
  if (!line.text.includes(" ") || personhood(line.text) < 0.45) return false;
  if (head.lines.some(({ place, text }) => place === "right" && nameLikeness(text) >= 0.7)) {
    return false;
  }
  const below = head.lines[head.lines.indexOf(line) + 1];
  return below?.place === "centre" && below.size >= 0.6 * line.size && canBeTitle(below) &&
    !isInCapitals(below.text) && !/^\P{Lu}|^(?:from|aus|for) /u.test(below.text) &&
    !head.lines.some((other) => other !== line && namesSomebody(other));
}

const isInCapitals = (text: string) => text === text.toUpperCase() && /\p{Lu}{2}/u.test(text);

const namesSomebody = ({ text }: HeadLine) =>
  splitRole(text).role === "composer" || personhood(withoutOpus(text)) >= 0.8;

/** Two or three lines of one size and place, close together, are one title. */
function continued(best: HeadLine, candidates: HeadLine[], own?: Composers): Set<HeadLine> {
  const lines = [best];
  const alike = (line: HeadLine) =>
    Math.abs(line.size - best.size) < 0.04 * best.size && line.bold === best.bold &&
    line.place === best.place && personhood(line.text, own) < 0.6 && !isPublisher(line.text) &&
    !isTempo(line.text);
  const near = (above: HeadLine, below: HeadLine) =>
    below.baseline > above.baseline && below.baseline - above.baseline < 1.7 * best.size;
  for (const line of candidates) {
    if (lines.length < 3 && alike(line) && near(lines.at(-1)!, line)) lines.push(line);
  }
  for (const line of candidates.toReversed()) {
    if (lines.length < 3 && alike(line) && near(line, lines[0])) lines.unshift(line);
  }
  return new Set(lines);
}

/** "3. Spring Song" is the third of a set: the number is not of the title. */
function splitNumber(text: string): { number: string | null; title: string } {
  const match = /^(?:n(?:o|r)\.?\s?|№\s?)?(\d{1,2})\s?[.):]\s*(?=["“„«]?\p{L}.{2,})/iu.exec(
    text,
  );
  return match
    ? { number: match[1], title: bare(text.slice(match[0].length)) }
    : { number: null, title: bare(text) };
}

/** What forms write before a title. */
const label = /^(?:title|titel|titre|titolo|t[ií]tulo|n[áa]zev|название|tytu[łl])\s?:\s*/iu;

/** Old print ends its titles with a full stop; ornaments and dashes around them go, too. */
function bare(text: string): string {
  const title = text.replace(label, "").replace(/^[\s\-–—•·*♫♪~]+|[\s\-–—•·*♫♪~]+$/gu, "");
  return /(?:\p{L}{3}|\p{Lu})\.$/u.test(title) && !abbreviation.test(title)
    ? title.slice(0, -1)
    : title;
}

const abbreviation =
  /\.\p{L}+\.$|(?<!\p{L})(?:op|no|nr|vol|arr|min|maj|ed|etc|mrs?|dr|jr|sr|st|acc|var|mvt|\p{L})\.$/iu;

function readSubtitle(head: Head, title: Set<HeadLine>, own?: Composers): Field | null {
  const last = [...title].at(-1)!;
  const line = head.lines.find((line) =>
    !title.has(line) && (line.place === "centre" || line.place === last.place) &&
    line.baseline > last.baseline &&
    line.baseline - last.baseline < 3.5 * last.size &&
    /\p{L}{3}/u.test(line.text) &&
    !isMark(line.text) && !isOpusOnly(line.text) && !isTempo(line.text) &&
    !isPublisher(line.text) && !isPlaceInWork(line.text) &&
    !isAtStaff(line, head) &&
    !splitRole(line.text).role &&
    !hasLifeYears(line.text) && personhood(line.text, own) < 0.8
  );
  if (!line) return null;
  const likelyName = personhood(line.text, own) >= 0.45;
  return {
    value: line.text,
    source: "page",
    confidence: byLetters(likelyName ? 0.5 : 0.75, line.sure),
  };
}
