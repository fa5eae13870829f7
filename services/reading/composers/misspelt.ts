import { famous, givenNamesFit, mostKnown } from "./families.ts";
import { isSlip, within } from "./letters.ts";
import { type Composer, type Composers, particles } from "./list.ts";

/** How many letters a surname has at least that is guessed at, by what stands beside it. */
const shortest = { spelt: 5, initials: 6, slip: 5, alone: 8, aloneUnknown: 9 };
/** From so many letters on two may be wrong; of a surname alone from so many. */
const long = { named: 9, alone: 12 };
/** "Coleridge-Taylor", "Jacquet de La Guerre". */
const MOST_WORDS = 4;

/** Names of other people that a letter parts from a composer's: only with his given names spelt out are they his. */
const others =
  /^(?:schubart|schuberth|schubertt?i|schumacher|schumans?ky|wagener|wegner|werner|mahlert?s|mendelson|clements?|clemente|purcells|handley|strausse|webern?|webber|wieber|brahmss|vivaldo|moretti|morelli|marcelli|martino|rossini?s|clementis|couperus|fischer|franke?|gluckmann|hoffmann|kuhnau|kuhlmann|lehmann|muller|moller|neumann|reinicke|richter|schneider|schulze|stamm?itz|steiner|telman|tellmann|walther|winkler|bergmann|hartmann|herrmann|hermann|heller|keller|kohler|kramer|cramer|schmidt|schmitt|schmitz|peterson|petersen|andersen|anderson|jansen|jensen|hansen|larsen|nielson|johnson|johnston|thompson|thomson|roberts|williams|rodgers|rogers|philips|phillips|stevens|stephens|collins|martins|martinez|ramirez|fernandes|fernandez|gonzales|gonzalez|rodrigues|rodriguez)$/;

interface Neighbours {
  /** The surnames by how many words they are and their first letters: nobody mistypes those. */
  alike: Map<string, [string, readonly Composer[]][]>;
  /** What was found of late: a page's lines are looked at again and again. */
  lately: Map<string, Composer | null>;
}

const MOST_LATELY = 500;
const neighbours = new WeakMap<Composers, Neighbours>();

/**
 * The composer whose surname was misspelt: one letter away, two in a long one, given names
 * fitting. A surname alone is guessed at where everybody knows its composer, or where it is long;
 * a short one only for a slip that makes no other name ("Mozartt", "Bramhs").
 *
 * @param names folded words
 */
export function nearest(names: string[], among: Composers): Composer | null {
  if (among.size === 0) return null;
  let near = neighbours.get(among);
  if (!near) {
    near = { alike: Map.groupBy(among, ([surname]) => kindOf(surname)), lately: new Map() };
    neighbours.set(among, near);
  }
  const key = names.join(" ");
  const known = near.lately.get(key);
  if (known !== undefined) return known;
  const found = search(names, near.alike);
  if (near.lately.size >= MOST_LATELY) near.lately.clear();
  near.lately.set(key, found);
  return found;
}

const kindOf = (name: string) => name.split(" ").length + name[0];

function search(names: string[], alike: Neighbours["alike"]): Composer | null {
  const found = new Set<Composer>();
  for (let length = 1; length <= Math.min(MOST_WORDS, names.length); length++) {
    for (let at = 0; at + length <= names.length; at++) {
      const printed = names.slice(at, at + length).join(" ");
      const given = [...names.slice(0, at), ...names.slice(at + length)]
        .filter((one) => !particles.test(one));
      for (const word of [printed, ...nominatives(printed)]) {
        for (const [surname, family] of alike.get(kindOf(word)) ?? []) {
          if (word === printed ? !isNear(word, surname, given) : word !== surname) continue;
          const fitting = family.filter((composer) => givenNamesFit(given, composer));
          if (fitting.length) found.add(mostKnown(fitting));
        }
      }
    }
  }
  return found.size === 1 ? [...found][0] : null;
}

/** Whether a word may be a surname misspelt, with such given names beside it. */
function isNear(word: string, surname: string, given: string[]): boolean {
  if (Math.abs(surname.length - word.length) > 2) return false;
  const least = Math.min(word.length, surname.length);
  if (given.some((one) => one.length >= 4)) {
    return least >= shortest.spelt && within(surname, word, word.length >= long.named ? 2 : 1);
  }
  if (others.test(word)) return false;
  if (given.length) {
    return least >= shortest.initials && within(surname, word, word.length >= long.named ? 2 : 1);
  }
  if (famous.test(surname)) {
    return least >= shortest.slip && isSlip(word, surname) ||
      Math.max(word.length, surname.length) >= shortest.alone &&
        within(surname, word, word.length >= long.alone ? 2 : 1);
  }
  return least >= shortest.aloneUnknown && within(surname, word, word.length >= long.alone ? 2 : 1);
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
