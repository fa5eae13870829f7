import { fold } from "../../store/fold.ts";
import { givenNamesFit, mostKnown } from "./composers/families.ts";
import { type Composer, type Composers, listed, particles } from "./composers/list.ts";
import { nearest } from "./composers/misspelt.ts";

export { isFamous } from "./composers/families.ts";
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
 * there, and given names, initials or years must not say another. A slip of a letter is
 * forgiven (`composers/misspelt.ts`), two in a long name.
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
  const mine = exactly(names, years, own) ?? nearly(names, own);
  if (mine?.exact) return { ...mine, own: true };
  const theirs = exactly(names, years, listed());
  if (theirs) return theirs;
  return mine ? { ...mine, own: true } : nearly(names, listed());
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

function nearly(names: string[], among: Composers): Recognised | null {
  const composer = nearest(names, among);
  return composer && { composer, full: names.length > 1, exact: false, own: false };
}
