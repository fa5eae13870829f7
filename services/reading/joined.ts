import { type Composers, recognise } from "./composers.ts";
import { nameLikeness, personhood } from "./names.ts";

/** A title without the name that stands on its line, and the name. */
export interface Joined {
  title: string;
  composer: string | null;
}

/** What parts a title from a name; of several the first and the last are tried. */
const dash = String.raw`\s+[–—-]\s+|\s*\|\s*`;
const splits = [
  new RegExp(String.raw`^(.{3,80}?)(?:${dash}|:\s+|\s+by\s+|,\s+(?=\p{Lu}\.))(.{3,80})$`, "u"),
  new RegExp(String.raw`^(.{3,80})(?:${dash}|\s+by\s+|,\s+)(.{3,80})$`, "u"),
  /^(.{3,80}?)\s+\((.{3,80})\)$/u,
];

/** How surely a part of the line has to be a person, and how little the other. */
const [PERSON, NO_PERSON] = [0.7, 0.6];
/** Two words of which nobody knows whether they name someone. */
const MAYBE = 0.45;

/**
 * "Spring Song – Jane Roe", "J. S. Bach: Air", "Air (Jane Roe)": a person on one side, words on the
 * other. Where the composer stands elsewhere, "Variations on a Theme by Haydn" is all title.
 *
 * @param named whether somebody stands where composers do
 */
export function splitComposer(text: string, named: boolean, own?: Composers): Joined {
  const whole = { title: text, composer: null };
  for (const [at, split] of splits.entries()) {
    const match = split.exec(text);
    if (!match) continue;
    const [, one, other] = match;
    const by = /\sby\s$/u.test(text.slice(0, text.length - other.length));
    if (named && (by || at === 2)) return whole;
    const [a, b] = [person(one, own), person(other, own)];
    if (b >= PERSON && a < NO_PERSON && !pair.test(other)) return { title: one, composer: other };
    if (at === 2) continue;
    if (a >= PERSON && b < NO_PERSON) return { title: other, composer: one };
    if (named) continue;
    if (by && nameLikeness(other) >= 0.7) return { title: one, composer: other };
    // Beside the word of a form.
    if (b >= MAYBE && a === 0 && isForm(one)) return { title: one, composer: other };
    if (a >= MAYBE && b === 0 && isForm(other)) return { title: other, composer: one };
  }
  return whole;
}

/** "Peter and Paul". */
const pair = /\s(?:and|und|et|e|y|&)\s/u;

/** "Romance", "Trio in B-Dur": what no name has in it. */
const isForm = (text: string) => nameLikeness(text) === 0;

/** A single word counts only where it is a composer's surname. */
const person = (text: string, own?: Composers) =>
  /\s|\./.test(text.trim()) || recognise(text, own)?.exact ? personhood(text, own) : 0;
