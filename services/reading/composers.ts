import { fold } from "../../store/fold.ts";
import { type Composer, type Composers, listed, particles } from "./composers/list.ts";

export type { Composer, Composers } from "./composers/list.ts";
export { namesakes } from "./composers/list.ts";

/** How a printed name was recognised. */
export interface Recognised {
  composer: Composer;
  /** Given names or initials were there, too. */
  full: boolean;
  /** In the person's own library. */
  own: boolean;
  /** Letter by letter; false for a spelling that only comes near. */
  exact: boolean;
}

const nobody: Composers = new Map();

/**
 * Finds the composer that a printed name means, or null: the surname has to be
 * there, and given names, initials or years must not say another. One wrong
 * letter is forgiven in a longer surname with the right given names.
 *
 * @param own composers of the person's library, who go before the list
 * @example
 * recognise("BACH, J. S.")?.composer.name; // "Johann Sebastian Bach"
 */
export function recognise(text: string, own: Composers = nobody): Recognised | null {
  const words = fold(text.slice(0, 200)).split(" ").filter(Boolean);
  const years = words.filter((word) => /^1[0-9]{3}$|^20\d\d$/.test(word)).map(Number);
  const names = words.filter((word) => !/^\d|^(?:jr|sr|junior|senior|fils|pere|ii?)$/.test(word));
  if (!names.length || names.length > 8) return null;
  const mine = exactly(names, years, own);
  return mine ? { ...mine, own: true } : exactly(names, years, listed()) ?? nearly(names);
}

/** The composer alone; see `recognise`. */
export function knownComposer(text: string, own?: Composers): Composer | null {
  return recognise(text, own)?.composer ?? null;
}

function exactly(names: string[], years: number[], among: Composers): Recognised | null {
  for (let length = Math.min(4, names.length); length >= 1; length--) {
    for (let at = names.length - length; at >= 0; at--) {
      const family = among.get(names.slice(at, at + length).join(" "));
      const fitting = family && choose(family, names, at, length, years);
      if (fitting) return { ...fitting, exact: true, own: false };
    }
  }
  return null;
}

function choose(
  family: readonly Composer[],
  names: string[],
  at: number,
  length: number,
  years: number[],
): { composer: Composer; full: boolean } | null {
  const given = [...names.slice(0, at), ...names.slice(at + length)].filter((word) =>
    !particles.test(word)
  );
  const fitting = family.filter((one) => givenNamesFit(given, one));
  const full = given.length > 0;
  const dated = fitting.filter((one) => years.includes(one.born) || years.includes(one.died));
  if (dated.length) return { composer: dated[0], full };
  if (fitting.length === 1) return { composer: fitting[0], full };
  // Given names that fit two of a family ("J. Strauss") mean the better known one, as none do.
  return fitting.length ? { composer: mostKnown(fitting), full } : null;
}

/** A bare surname means the best known of the family. */
const headsOfFamilies =
  /^(?:Johann Sebastian Bach|Joseph Haydn|Wolfgang Amadeus Mozart|Robert Schumann|Johann Strauss|Domenico Scarlatti|Felix Mendelssohn Bartholdy|Gustav Mahler|Carl Stamitz|Benedetto Marcello|Lili Boulanger|François Couperin|Anton Rubinstein|Franz Schmidt|Ernst Krenek|Carl Maria von Weber|Giovanni Gabrieli|Jeremiah Clarke|Francesca Caccini|Gustave Charpentier|Cyril Scott|Michael Praetorius)$/;

function mostKnown(family: readonly Composer[]): Composer {
  return family.find((one) => headsOfFamilies.test(one.name)) ?? family[0];
}

/** Names so well known that the surname alone is a person and no other word. */
const famous =
  /^(?:bach|handel|haendel|vivaldi|telemann|corelli|purcell|mozart|haydn|beethoven|schubert|schumann|mendelssohn|chopin|liszt|brahms|wagner|verdi|puccini|rossini|donizetti|bellini|dvorak|smetana|janacek|grieg|sibelius|tchaikovsky|tschaikowsky|rachmaninoff|rachmaninov|mussorgsky|borodin|debussy|ravel|faure|satie|saint saens|couperin|rameau|lully|monteverdi|palestrina|byrd|dowland|tallis|elgar|britten|holst|mahler|bruckner|strauss|scarlatti|clementi|czerny|hindemith|bartok|prokofiev|shostakovich|stravinsky|scriabin|albeniz|granados|paganini|berlioz|bizet|gounod|massenet|offenbach|pachelbel|buxtehude|чаиковскии|бах|моцарт|бетховен|глинка|шопен|шуберт|шуман|рахманинов)$/;

/** True for a surname that everybody takes for its composer. */
export const isFamous = (text: string): boolean => famous.test(fold(text));

function givenNamesFit(given: string[], composer: Composer): boolean {
  let last = -1;
  let wrapped = false;
  for (const word of given) {
    const fits = (name: string, index: number) =>
      index > last &&
      (name === word || (word.length <= 3 && name.startsWith(word)) || similar(name, word));
    let at = composer.given.findIndex(fits);
    if (at < 0 && !wrapped) {
      // Another spelling of the given names begins again further on.
      wrapped = true;
      last = -1;
      at = composer.given.findIndex(fits);
    }
    if (at < 0) return false;
    last = at;
  }
  return true;
}

/** George and Georg, Frederic and Fryderyk: the same first letter and the most of the letters. */
function similar(a: string, b: string): boolean {
  if (a.length < 4 || b.length < 4 || a[0] !== b[0]) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let common = 0;
  while (common < short.length && short[common] === long[common]) common++;
  return common >= 4 || common >= short.length - 1 || (short.length >= 6 && within(a, b, 2));
}

/** Shorter surnames have too many neighbours to be guessed at; with a whole given name they may be shorter. */
const shortestMistyped = 6;

let lettered: Map<string, [string, readonly Composer[]][]> | undefined;

/** The list's surnames by their first letters: nobody mistypes those. */
function byLetter(): Map<string, [string, readonly Composer[]][]> {
  return lettered ??= Map.groupBy(listed(), ([surname]) => surname[0]);
}

/** What was found for the names of late: a page's lines are looked at again and again. */
const lately = new Map<string, Recognised | null>();
const MOST_LATELY = 500;

/** As `nearest`, remembered. */
function nearly(names: string[]): Recognised | null {
  const key = names.join(" ");
  const known = lately.get(key);
  if (known !== undefined) return known;
  const found = nearest(names);
  if (lately.size >= MOST_LATELY) lately.clear();
  lately.set(key, found);
  return found;
}

/** The composer whose surname is one letter away (two in a long one) and whose given names fit. */
function nearest(names: string[]): Recognised | null {
  const found = new Set<Composer>();
  for (const [at, printed] of names.entries()) {
    const given = names.filter((_, index) => index !== at).filter((one) => !particles.test(one));
    const spelt = given.some((one) => one.length >= 4);
    const shortest = spelt ? shortestMistyped - 1 : shortestMistyped;
    for (const word of [printed, ...nominatives(printed)]) {
      if (word.length < (given.length ? shortest : 9)) continue;
      const most = word !== printed ? 0 : word.length >= 9 ? 2 : 1;
      for (const [surname, family] of byLetter().get(word[0]) ?? []) {
        if (
          Math.abs(surname.length - word.length) > most ||
          surname.length < shortest || !within(surname, word, most)
        ) continue;
        const one = family.find((composer) => givenNamesFit(given, composer));
        if (one) found.add(one);
      }
    }
  }
  if (found.size !== 1) return null;
  return { composer: [...found][0], full: names.length > 1, exact: false, own: false };
}

/** What a Russian surname in the genitive ("музыка Чайковского") may be without it; folded, without the breve. */
function nominatives(word: string): string[] {
  if (!/^\p{Script=Cyrillic}{5,}$/u.test(word)) return [];
  return [
    word.replace(/ого$/u, "ии"),
    word.replace(/а$/u, ""),
    word.replace(/и$/u, "а"),
    word.replace(/я$/u, "и"),
  ].filter((one) => one !== word);
}

/** Whether at most so many letters were added, lost, changed or swapped. */
function within(a: string, b: string, most: number): boolean {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return false;
    [before, last] = [last, row];
  }
  return last[b.length] <= most;
}
