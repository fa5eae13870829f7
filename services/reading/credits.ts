import { type Composers, isFamous, recognise } from "./composers.ts";
import { composerSureness, type Grounds } from "./confidence.ts";
import type { Field } from "./fields.ts";
import { type Head, type HeadLine, isAtStaff } from "./head.ts";
import { instrumentOf } from "./instruments.ts";
import {
  hasLifeYears,
  isAnonymous,
  isGivenInFull,
  isShapedAsName,
  nameLikeness,
  personhood,
  showName,
  stripYears,
} from "./names.ts";
import { isOpusOnly, withoutOpus } from "./opus.ts";
import { isPoet } from "./poets.ts";
import { partsOf, splitRole } from "./roles.ts";
import {
  isHymnTune,
  isKindOfPrint,
  isMark,
  isPlaceInWork,
  isPublisher,
  isTempo,
} from "./vocabulary.ts";

/** The people named in a head. */
interface Credits {
  composer: Field | null;
  arranger: Field | null;
  /** The lines that were read as people, of any role: they are not titles. */
  lines: Set<HeadLine>;
}

interface Candidate {
  line: HeadLine;
  name: string;
  score: number;
}

/**
 * Tells composer, arranger and others apart: by the word beside the name
 * ("Arr.", "Words by"), by where the line stands (composers at the right,
 * poets at the left), by years of a life, and by the lists of composers and poets.
 *
 * @param title the lines of the title, which name no one
 * @param beside whom the title's own line names
 */
export function readCredits(
  head: Head,
  title: Set<HeadLine>,
  own?: Composers,
  beside: string | null = null,
): Credits {
  const lines = new Set<HeadLine>();
  const composers: Candidate[] = [];
  const arrangers: Candidate[] = [];
  const small = head.lines.every(({ text }) => !/\p{Lu}/u.test(text));
  for (const [index, line] of head.lines.entries()) {
    if (title.has(line) || isMark(line.text) || isOpusOnly(line.text)) continue;
    for (const part of partsOf(line.text)) {
      const { role, rest } = splitRole(small ? capitalised(part) : part);
      if (role === "words" || role === "other") {
        lines.add(line);
        continue;
      }
      const name = withoutOpus(rest) || followingName(head.lines, index);
      if (role === "arranger") {
        lines.add(line);
        if (nameLikeness(name) > 0.3) arrangers.push({ line, name, score: 0 });
        continue;
      }
      const score = rate(line, name, role === "composer", head, own);
      if (score > 0) composers.push({ line, name, score });
    }
  }
  if (beside) {
    const line = [...title][0];
    composers.push({ line, name: beside, score: 0.45 + 0.3 * personhood(beside, own) });
  }
  // Whoever is named first is mostly who wrote it.
  const first = composers.find(({ name }) => nameLikeness(name) >= 0.7);
  if (first) first.score += 0.06;
  const best = composers.sort((a, b) => b.score - a.score)[0];
  // The only name there is: whose else should it be?
  const names = composers.filter(({ name }) => nameLikeness(name) >= 0.7);
  if (names.length === 1 && names[0] === best && best.score < 0.5) best.score += 0.12;
  const arranger: Field | null = arrangers.length
    ? { value: showName(arrangers[0].name, own), source: "page", confidence: 0.85 }
    : null;
  if (!best || best.score < weakest) {
    const below = atFoot(head, own);
    if (below) return { composer: below, arranger, lines };
    return { composer: arrangers[0] ? unnamed(arrangers[0], head, own) : null, arranger, lines };
  }
  if (best.score >= 0.45) lines.add(best.line);
  const rival = composers.find((one) => one.line !== best.line && one.name !== best.name);
  const value = isAnonymous(best.name) ? "Traditional" : showName(best.name, own);
  const confidence = composerSureness({
    score: best.score,
    lead: best.score - (rival?.score ?? 0),
    rival: rivalOf(best, rival),
    scan: head.scan,
    // A name that is on the list was recognised as well as can be.
    letters: recognise(best.name, own)?.full ? 1 : best.line.sure,
    stranger: best.line.sure < 1 ? strangerOf(best, own) : undefined,
  });
  return { composer: { value, source: "page", confidence }, arranger, lines };
}

/** So surely the letters of a clean print are recognised. */
const CLEAR = 0.9;

/** What a name is whose letters were guessed, and which no list and no library knows. */
function strangerOf({ name, line }: Candidate, own?: Composers): Grounds["stranger"] {
  const known = recognise(name, own);
  if (isAnonymous(name) || known?.full || known?.own || isFamous(name)) return undefined;
  if (isGivenInFull(name)) return "name";
  return line.sure >= CLEAR && isShapedAsName(name) ? "shape" : "piece";
}

/** What may be another's name stands in the way only of who is not known, nor said to be the composer. */
function rivalOf(best: Candidate, rival: Candidate | undefined): Grounds["rival"] {
  if (!rival || nameLikeness(rival.name) < 0.4) return undefined;
  if (nameLikeness(rival.name) < 0.7) return isSurname(rival.name) ? "word" : undefined;
  const apart = Math.abs(rival.line.baseline - best.line.baseline);
  return apart < 0.5 * best.line.size ? "beside" : "name";
}

/** Titles and names all in small letters: "federico mompou" is Federico Mompou. */
const capitalised = (text: string) =>
  text.replace(/(?<![\p{L}\p{M}'’])\p{Ll}/gu, (letter) => letter.toUpperCase())
    .replace(
      /(?<=\s)(?:Van|Von|De|Da|Di|Du|Der|Del|By|And|Of|Und|Et)(?=\s)/gu,
      (word) => word.toLowerCase(),
    );

/** Where the head names nobody: "Music by Jane Roe" under the last staff. */
function atFoot(head: Head, own?: Composers): Field | null {
  for (const { text } of head.foot) {
    for (const part of partsOf(text)) {
      const { role, rest } = splitRole(part);
      if (role !== "composer" || nameLikeness(rest) < 0.7) continue;
      return { value: showName(rest, own), source: "page", confidence: 0.8 };
    }
  }
  return null;
}

/** Below this a name is not even offered. */
const weakest = 0.3;

/**
 * Who names an arranger and no composer has mostly arranged what nobody is known to have
 * written; an arranger of another time, with the years of a life, stands for the composer.
 */
function unnamed({ name, line }: Candidate, head: Head, own?: Composers): Field {
  const after = head.lines[head.lines.indexOf(line) + 1];
  const dated = hasLifeYears(name) ||
    !!after && stripYears(after.text) === "" && hasLifeYears(after.text);
  return {
    value: dated ? showName(name, own) : "Traditional",
    source: "page",
    confidence: dated ? 0.6 : 0.55,
  };
}

/** "Music by" may stand on a line of its own, above the name. */
function followingName(lines: HeadLine[], index: number): string {
  const next = lines.slice(index + 1).find((line) => line.place === lines[index].place);
  return next && nameLikeness(next.text) > 0.3 ? next.text : "";
}

const placeScore = { right: 0.35, centre: 0.1, left: 0.05 };

function rate(line: HeadLine, name: string, said: boolean, head: Head, own?: Composers): number {
  if (isTempo(name) || isPlaceInWork(name) || isKindOfPrint(name) || instrumentOf(name)) return 0;
  if (isHymnTune(name)) return 0;
  if (isAnonymous(name)) return said || line.place === "right" ? 0.8 : 0.5;
  const likeness = nameLikeness(name);
  if (likeness === 0) return 0;
  // Where composers stand a single word may be a name that nobody knows: as likely as two such words.
  const surname = line.place === "right" && isSurname(name) ? 0.45 : 0;
  const person = Math.max(personhood(name, own), surname);
  const known = recognise(stripYears(name), own);
  const dated = hasLifeYears(name) || datedBelow(line, head);
  if (likeness < 0.3 && !known && !dated && !said) return 0;
  if (isPublisher(name) && !known?.full) return 0;
  const knows = !known || likeness < 0.4
    ? 0
    : known.full
    ? (known.exact ? 0.4 : 0.3)
    : isFamous(name)
    ? 0.4
    : 0.2;
  const low = line.y > 0.6 * head.height && !head.cover ? -0.3 : 0;
  const edge = Math.max(...head.lines.map((other) => other.right));
  const flush = line.place === "right" && edge - line.right < 0.02 * head.width ? 0.05 : 0;
  const cover = head.cover && line.place === "centre" ? 0.15 : 0;
  const tempo = !known && !said && isAtStaff(line, head) ? -0.25 : 0;
  const poet = !said && isPoet(stripYears(name)) && !known?.full ? -0.6 : 0;
  const prose = head.prose ? -0.3 : 0;
  return 0.5 * Math.max(person, 0.4 * likeness) + placeScore[line.place] + knows +
    (said ? 0.5 : 0) +
    (dated ? 0.1 : 0) + low + flush + cover + tempo + poet + prose;
}

/** One word that could be somebody's: "Marchadier", "D'Aubray". */
const isSurname = (name: string) =>
  /^\p{Lu}[\p{L}'’-]{2,}$/u.test(stripYears(name)) && nameLikeness(name) >= 0.45;

/** The years of a life on the next line, under the name. */
function datedBelow(line: HeadLine, head: Head): boolean {
  const below = head.lines.find((other) =>
    other.baseline > line.baseline && other.baseline - line.baseline < 2.5 * line.size &&
    other.place === line.place
  );
  return !!below && hasLifeYears(below.text) && stripYears(below.text) === "";
}
