import { knownComposer } from "./composers.ts";
import type { Field } from "./fields.ts";
import type { Head, HeadLine } from "./head.ts";
import { hasLifeYears, isAnonymous, nameLikeness, showName, stripYears } from "./names.ts";
import { isOpusOnly } from "./opus.ts";
import { isMark, isTempo, splitRole } from "./vocabulary.ts";

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
 * Tells composer, arranger and others apart: by the word before the name
 * ("Arr.", "Words by"), by where the line stands (composers at the right,
 * poets at the left), by years of a life, and by the list of composers.
 *
 * @param title the lines of the title, which name no one
 */
export function readCredits(head: Head, title: Set<HeadLine>): Credits {
  const lines = new Set<HeadLine>();
  const composers: Candidate[] = [];
  let arranger: Field | null = null;
  for (const [index, line] of head.lines.entries()) {
    if (title.has(line) || isMark(line.text) || isOpusOnly(line.text)) continue;
    for (const part of line.text.split(/\s*[;|•·]\s*|\s+\/\s+/u)) {
      const { role, rest } = splitRole(part);
      if (role === "words" || role === "other") {
        lines.add(line);
        continue;
      }
      const name = rest || followingName(head.lines, index);
      if (role === "arranger") {
        lines.add(line);
        if (!arranger && nameLikeness(name) > 0.3) {
          arranger = {
            value: showName(name),
            source: "page",
            confidence: 0.85,
          };
        }
        continue;
      }
      const score = rate(line, name, role === "composer", head);
      if (score > 0) composers.push({ line, name, score });
    }
  }
  const best = composers.sort((a, b) => b.score - a.score)[0];
  if (!best || best.score < weakest) {
    return { composer: arranger ? traditional : null, arranger, lines };
  }
  if (best.score >= 0.45) lines.add(best.line);
  const value = isAnonymous(best.name) ? "Traditional" : showName(best.name);
  const confidence = Math.round(100 * sureness(best.score) * (head.scan ? 0.5 : 1)) / 100;
  return { composer: { value, source: "page", confidence }, arranger, lines };
}

/** Below this a name is not even offered. */
const weakest = 0.3;

/** Who names an arranger and no composer has mostly arranged what nobody is known to have written. */
const traditional: Field = { value: "Traditional", source: "page", confidence: 0.4 };

/** "Music by" may stand on a line of its own, above the name. */
function followingName(lines: HeadLine[], index: number): string {
  const next = lines.slice(index + 1).find((line) => line.place === lines[index].place);
  return next && nameLikeness(next.text) > 0.3 ? next.text : "";
}

const placeScore = { right: 0.4, centre: 0.05, left: -0.05 };

function rate(line: HeadLine, name: string, said: boolean, head: Head): number {
  if (isTempo(name)) return 0;
  if (isAnonymous(name)) return said || line.place === "right" ? 0.8 : 0.5;
  const likeness = nameLikeness(name);
  if (likeness === 0) return 0;
  const known = knownComposer(stripYears(name));
  const dated = hasLifeYears(name);
  if (likeness < 0.3 && !known && !dated && !said) return 0;
  if (line.place !== "right" && !known && !dated && !said) {
    return likeness > 0.7 && line.place === "centre" ? 0.3 : 0.1;
  }
  const low = line.y > 0.6 * head.height ? -0.3 : 0;
  const edge = Math.max(...head.lines.map((other) => other.right));
  const flush = line.place === "right" && edge - line.right < 0.02 * head.width ? 0.05 : 0;
  return 0.5 * likeness + placeScore[line.place] + (known ? 0.4 : 0) + (said ? 0.5 : 0) +
    (dated ? 0.1 : 0) + low + flush;
}

/** Of those right by their place about nine in ten are; a name in the middle is a guess. */
const sureness = (score: number) => score < 0.45 ? 0.35 : Math.min(0.97, 0.6 + 0.35 * score);
