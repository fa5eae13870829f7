import { ordinal, romanNumber } from "./ordinals.ts";

/** An opus as old prints write it: where, what stands there, and how it is shown. */
export interface WrittenOpus {
  index: number;
  text: string;
  shown: string;
}

const word =
  /(?<![\p{L}\p{N}'’])(?:op(?:era|us|\.|(?=:))|œuv(?:re|\.)|oeuvre|werk)(?!\p{L})\s?[.:]?\s*/giu;

/** "From the opera", "dell'opera": a piece for the stage. */
const stage = /(?<!\p{L})(?:the|an?|from|aus|der|die|grand|grosse|große|comic)\s+$/iu;

/** What may come after an opus, and not after the first word of a name or title. */
const end = String
  .raw`(?=\s*$|\s*[,;:)\]/–-]|\.\s*$|\s+(?:n[or]?[.°º]|nr|num|libro|lib|livre|parte|part|di|del|da|dal|per|à|de|pour|par|für|composta|dedicata)(?!\p{L}))`;

const suffix = "(?:[zmdtrnv]a|º|ª|°|er|re|e|me|[eiè]?[eè]me|i[eè]me|tes|stes|te|um)";
const short = "(?:[zmdtrnv]a|º|ª|°|er|re|me|[eiè]?[eè]me|i[eè]me|tes|um)";

const inRoman = new RegExp(String.raw`^([IVX]{1,7})(?:${suffix}|a)?${end}`, "u");
const inDigits = new RegExp(String.raw`^(\d{1,3})\s?(?:${suffix}|a)(?![\p{L}\p{N}])`, "u");
const withShort = new RegExp(String.raw`^(\d{1,3})\s?${short}(?![\p{L}\p{N}])`, "u");
const posthumous = /^post(?:h(?:ume|\.|umous|umum)?|\.)(?!\p{L})\s?(\d{1,3})?/iu;
const inner = /^\.?,?\s?(?:[Nn](?:o|r|um)?\.?\s?[°º]?|№)\s?(\d{1,2}|[IVX]{1,5})(?![\p{L}\p{N}])/u;
const before = new RegExp(
  String
    .raw`(?:(?<![\p{L}\p{N}])(\d{1,3})\s?(?:\.|${suffix})|(?<!\p{L})([IVX]{1,7})(?:e|me|[eè]me|\.))\s+$`,
  "u",
);

/** One word, two, three. */
const wordsAfter = [0, 1, 2].map((more) =>
  new RegExp(String.raw`^\p{L}+(?:[\s-]\p{L}+){${more}}${end}`, "u")
);
const wordsBefore = [0, 1, 2].map((more) =>
  new RegExp(String.raw`(?<!\p{L})\p{L}+(?:[\s-]\p{L}+){${more}}\s+$`, "u")
);

/**
 * Finds an opus of old prints: Roman numbers, ordinals in figures and words, before and after the
 * word. An opera for the stage is none.
 *
 * @example
 * writtenOpus("Sonate a tre, Opera quinta")?.shown; // "Op. 5"
 */
export function writtenOpus(text: string): WrittenOpus | null {
  for (const match of text.slice(0, 500).matchAll(word)) {
    const [index, close] = [match.index, match.index + match[0].length];
    const left = text.slice(Math.max(0, index - 60), index);
    if (stage.test(left)) continue;
    const found = following(match[0], text.slice(close)) ?? preceding(match[0], left);
    if (!found) continue;
    const { number, from = 0, to = 0 } = found;
    const within = number === null ? null : inner.exec(text.slice(close + to));
    const length = to + (within?.[0].length ?? 0);
    const no = within && (romanNumber(within[1]) ?? within[1]);
    return {
      index: index - from,
      text: text.slice(index - from, close + length).trim(),
      shown: found.shown ?? `Op. ${number}${no ? `, No. ${no}` : ""}`,
    };
  }
  return null;
}

interface Found {
  /** Null where it has none. */
  number: number | null;
  /** So many letters before the word and after it belong to it. */
  from?: number;
  to?: number;
  shown?: string;
}

function following(word: string, text: string): Found | null {
  const short = /^op(?!era)/iu.test(word);
  const digits = (short ? withShort : inDigits).exec(text);
  if (digits) return { number: Number(digits[1]), to: digits[0].length };
  const roman = !short && inRoman.exec(text);
  const value = roman && romanNumber(roman[1]);
  if (value) return { number: value, to: roman[0].length };
  const late = !short && posthumous.exec(text);
  if (late) {
    const shown = `Op. posth.${late[1] ? ` ${late[1]}` : ""}`;
    return { number: null, to: late[0].length, shown };
  }
  for (let words = 3; words >= 1; words--) {
    const some = wordsAfter[words - 1].exec(text);
    const number = some && ordinal(some[0]);
    if (number) return { number, to: some[0].length };
  }
  return null;
}

function preceding(word: string, text: string): Found | null {
  if (!/^(?:œ|oe|w)/iu.test(word)) return null;
  const counted = before.exec(text);
  const value = counted && (counted[1] ? Number(counted[1]) : romanNumber(counted[2]));
  if (value) return { number: value, from: counted[0].length };
  for (let words = 3; words >= 1; words--) {
    const some = wordsBefore[words - 1].exec(text);
    const number = some && ordinal(some[0].trim());
    if (number) return { number, from: some[0].length };
  }
  return null;
}
