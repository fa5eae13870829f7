import { fold } from "../../store/fold.ts";
import { knownComposer } from "./composers.ts";

const years =
  /[([]?\s*(?:(?:\*|†|born|b\.|geb\.|n[eé]e?|c\.|ca\.?|circa|fl\.?|um|gest\.)\s*)*(?:1[0-9]{3}|20\d{2})\s*\??\s*(?:(?:[-–—−/]+|bis|to|†)\s*(?:(?:c\.|ca\.?|circa|†)\s*)*(?:(?:1[0-9]{3}|20\d{2}|\d{2})\??)?)?\s*[)\]]?/giu;

/** True when a line ends or is nothing but the years of a life. */
export function hasLifeYears(text: string): boolean {
  return /(?:1[0-9]{3}|20\d{2})\s*\??\s*[-–—−/]+\s*(?:c\.|ca\.?)?\s*(?:1[0-9]{3}|20\d{2})|(?:\*|\bborn|\bb\.)\s*(?:1[0-9]{3}|20\d{2})/iu
    .test(text);
}

/** A name without the years of a life and what surrounds them. */
export function stripYears(text: string): string {
  return text.replace(/\(([^()]*\d{3,4}[^()]*)\)?/gu, " ").replace(years, " ")
    .replace(/\s+/gu, " ")
    .replace(/^[\s,;:.\-–—*†]+|[\s,;:\-–—*†(]+$/gu, "").trim();
}

const smallWords =
  /^(?:van|von|der|den|de|del|della|di|da|du|des|le|la|und|and|et|y|e|&|zu|of|the|ten|ter|dos|jr\.?|sr\.?|op|st\.?|d['’]\p{Lu}.*)$/iu;
const notInNames =
  /^(?:major|minor|dur|moll|sonata|sonate|suite|symphony|quartet|trio|prelude|fugue|allegro|andante|adagio|menuet|minuet|waltz|march|aria|song|lied|volume|book|act|scene|no|op|piano|violin|viola|cello|flute|guitar|organ|soprano|alto|tenor|bass|chorus|score|part|from|for|in|tempo|mvt|movement|page|hymn|psalm|tune|version|edition|copyright)$/iu;

/**
 * How much a line looks like a person's name, 0 to 1, by its words alone:
 * two to five capitalised words, no digits, none of the words of titles.
 */
export function nameLikeness(text: string): number {
  const bare = stripYears(text).replace(/[.,;:]+$/u, "");
  const words = bare.split(/\s+/u).filter(Boolean);
  if (
    !words.length || words.length > 7 || bare.length > 60 ||
    /[\d!?"„“”=♩]/u.test(bare)
  ) return 0;
  if (/^(?:from|aus|nach|after|d['’]apr[eè]s|tir[eé]|dal)$/iu.test(words[0])) {
    return 0;
  }
  if (words.some((word) => notInNames.test(word.replace(/[.,]/g, "")))) {
    return 0;
  }
  const counted = words.filter((word) => !smallWords.test(word));
  if (!counted.length) return 0;
  const capital = counted.filter((word) => /^["'(]?\p{Lu}/u.test(word)).length /
    counted.length;
  const dated = hasLifeYears(text) ? 0.3 : 0;
  if (capital < 1 && !isCaseless(bare)) return 0.1 + dated;
  const shape = counted.length === 1 ? 0.45 : counted.length <= 4 ? 0.75 : 0.5;
  return Math.min(1, shape + dated);
}

/** Scripts without capitals. */
const isCaseless = (text: string) => /^[^\p{Ll}\p{Lu}]+$/u.test(text);

/** True for what stands in a composer's place when nobody is known. */
export function isAnonymous(text: string): boolean {
  return /^(?:trad(?:\.|itional)?|anon(?:\.|ym(?:ous|us)?)?|folk ?song|folk tune|volkslied|volksweise|unknown|spiritual)(?![\p{L}])/iu
    .test(text.trim());
}

/**
 * A printed name as it is to be shown: without years, "Bach, J. S." turned
 * round, capitals set down, and initials completed where the list knows them.
 */
export function showName(text: string): string {
  let name = stripYears(text).replace(
    /\s*\([^)]*\)?\s*$/u,
    (part) => /\p{L}/u.test(part) ? part : "",
  ).trim();
  name = name.replace(/[,;:]+$/u, "");
  const turned = /^([^,]+),\s*([^,]+)$/u.exec(name);
  if (
    turned && turned[1].split(" ").length <= 3 &&
    turned[2].split(" ").length <= 4
  ) name = `${turned[2]} ${turned[1]}`;
  const known = knownComposer(name);
  if (known && shortened(name, known.name)) return known.name;
  return name === name.toUpperCase() && /\p{L}{3}/u.test(name) ? lowered(name) : name;
}

/** True when a name is but initials, a surname, or capitals of the full one. */
function shortened(name: string, full: string): boolean {
  const words = fold(name).split(" ");
  return /\b\p{L}\./u.test(name) ||
    words.length < fold(full).split(" ").length || name === name.toUpperCase();
}

function lowered(name: string): string {
  return name.toLowerCase().replace(
    /(?<![\p{L}'’])\p{L}/gu,
    (first) => first.toUpperCase(),
  )
    .replace(
      /(?<=\s)(?:Van|Von|De|Da|Di|Du|Der|Del|La|Le)(?=\s)/gu,
      (word) => word.toLowerCase(),
    );
}
