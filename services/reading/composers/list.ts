/**
 * Some thousand composers with the years of their lives, written down from general
 * knowledge; spellings follow the headings of the Library of Congress's name authority file
 * and of Grove Music Online, with what title pages of other languages print beside them.
 * No list was copied. Years before 1650 are often a guess there, too.
 *
 * A row is a name as it is shown, and its years; `|` parts off other spellings, of the
 * surname or of the whole name. A name in another script is shown as it is printed.
 *
 * @module
 */
import { fold } from "../../../store/fold.ts";
import { baroque } from "./baroque.ts";
import { classical } from "./classical.ts";
import { early } from "./early.ts";
import { modern } from "./modern.ts";
import { romantic } from "./romantic.ts";

/** A composer of a list. */
export interface Composer {
  name: string;
  /** Folded words of all spellings of the given names: "johann", "sebastian". */
  given: string[];
  /** Folded spellings of the surname: "dvorak", "vaughan williams". */
  surnames: string[];
  /** Years; 0 where not known. */
  born: number;
  died: number;
}

/** Composers by their folded surnames. */
export type Composers = ReadonlyMap<string, readonly Composer[]>;

/** Words between given names and surname that may be left out. */
export const particles =
  /^(?:van|von|v|de|da|des|di|du|d|la|le|del|della|der|den|y|z|ditters|pierluigi|mendelssohn|luis|prez)$/;

/** Words that belong to the surname, though it has another after them. */
const surnameStarts =
  /^(?:van|von|de|da|des|di|du|la|le|el|del|della|ditters|vaughan|moreno|peterson|backer|crawford|grant|maxwell|walford|jacquet|mendelssohn|sainte?|villa|grandval)$/;

let all: Composers | undefined;

/** The composers of the list. */
export function listed(): Composers {
  return all ??= bySurname(
    [early, baroque, classical, romantic, modern].flatMap((rows) =>
      rows.trim().split("\n").flatMap(parseRow)
    ),
  );
}

/**
 * Composers made of names alone, as people write them in their libraries.
 *
 * @example
 * namesakes(["Ottilie Brandauer"]).has("brandauer"); // true
 */
export function namesakes(names: readonly string[]): Composers {
  return bySurname(names.map((name) => composerOf(name)).filter((one) => one.surnames[0] !== ""));
}

function parseRow(row: string): Composer[] {
  const [head, ...others] = row.split("|").map((part) => part.trim());
  const [, name, born, died] = /^(.*) (\d+)-(\d*)$/.exec(head)!;
  const years = [Number(born), Number(died)] as const;
  const composer = composerOf(name, years);
  const foreign: Composer[] = [];
  for (const other of others) {
    if (/\p{Script=Cyrillic}/u.test(other)) {
      foreign.push(composerOf(other, years));
      continue;
    }
    // A whole name has the same person's given names before another surname.
    const words = fold(other).split(" ");
    const whole = words.length > 1 && !surnameStarts.test(words[0]) && !/^d/.test(other) &&
      other.split(" ").length > 1;
    const { given, surnames } = whole ? composerOf(other) : { given: [], surnames: [fold(other)] };
    composer.given.push(...given.filter((word) => !composer.given.includes(word)));
    composer.surnames.push(...surnames.filter((word) => !composer.surnames.includes(word)));
  }
  return [composer, ...foreign];
}

/** Parts a name into given names and surname: the last word, and the particles before it. */
function composerOf(name: string, [born, died]: readonly [number, number] = [0, 0]): Composer {
  const words = name.split(" ");
  let at = words.length - 1;
  while (at > 1 && surnameStarts.test(fold(words[at - 1]))) at--;
  const own = words.slice(at).map(fold);
  const plain = own.filter((word) => !/^(?:van|von|de|da|di|des|du|del)$/.test(word)).join(" ");
  const surnames = [...new Set([plain, own.at(-1)!, fold(words.slice(at).join(" "))])];
  return {
    name,
    given: words.slice(0, at).flatMap((word) => fold(word).split(" ")),
    surnames,
    born,
    died,
  };
}

function bySurname(composers: Composer[]): Composers {
  const found = new Map<string, Composer[]>();
  for (const composer of composers) {
    for (const surname of composer.surnames) {
      const family = found.get(surname);
      if (family) family.push(composer);
      else found.set(surname, [composer]);
    }
  }
  return found;
}
