import { type Catalogue, catalogues, cataloguesOf } from "./catalogues.ts";
import { writtenOpus } from "./opus_words.ts";

/** What might be a catalogue's number, of whose works ever. */
const letters = String
  .raw`[DSLBGHRZPFEK]\.\s?(?!(?:1[5-9]|20)\d\d(?!\d))\d{1,4}[a-z]?(?:(?:[\/,]|,?\s(?:[Nn](?:o|r)\.?|№))\s?\d{1,2}(?!\d))?|[DK]\s?\d{2,3}[a-z]?`;

const number = String.raw`(?:n(?:o|r|um)?s?\.?\s?[°º]?|№|#)\s?`;
/** As it is written in Latin, French ("Œuvre 7"), Italian ("Opera 5", of old), German ("Werk 12") and Russian. */
const word = "(?:opp?(?:us|\\.)?|œuv(?:re|\\.)|oeuvre|opera|werk|соч(?:\\.|инение)?|ор\\.)";
const opus =
  String.raw`${word}\s?:?\s?(?:post(?:h|umous|humous|humum)?\.?\s?)?(?:${number})?\d{1,3}[a-z]?` +
  String
    .raw`(?:(?:\s?[,;]\s?|\s|\s?[\/\-–]\s?)(?:${number}\d{1,3}[a-z]?|(?<=[\/\-–,]\s?)\d{1,2}[a-z]?\b|n[or]\.?\s[ivx]{1,5}))?` +
  String.raw`|op(?:us|\.)\s?posth(?:\.|umous|umum)?`;

const citation = ([letters, shape]: Catalogue) =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.])(?:${letters})[.:]?\s?(?:${shape})(?![\p{L}\p{N}])`,
    // Small letters are too often words where the letters are few.
    /^\W*\w{3}|WV/u.test(letters) ? "iu" : "u",
  );

/** "Op. XVI, No. 2". */
const inRoman =
  /(?<![\p{L}\p{N}])(?:[Oo](?:p\.?|pus)|OP(?:\.|US)?|[Œœ]uvre)\s?[IVXL]{1,6}(?:,?\s(?:[Nn][or]?\.?|№)\s?\d{1,2})?(?![\p{L}\p{N}.])/u;

const certain: readonly RegExp[] = [
  inRoman,
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${opus})(?![\p{L}\p{N}])`, "iu"),
  ...catalogues.map(citation),
];

const perhaps = new RegExp(String.raw`(?<![\p{L}\p{N}.])(?:${letters})(?![\p{L}\p{N}.])`, "u");

/**
 * Finds opus and catalogue numbers in a line, in the order they stand there; what might be one,
 * too, whose letter means different things with different composers.
 *
 * @example
 * findOpus("Sonata II, Hob. XVI:28"); // ["Hob. XVI:28"]
 */
export const findOpus = (text: string): string[] => find(text, [...certain, perhaps]);

const composers = new Map<string | null, readonly RegExp[]>();
const MOST_COMPOSERS = 200;

/**
 * The opus and catalogue numbers of a composer's work; null where nobody is named.
 *
 * @example
 * opusOf("Au bord d'une source, S. 160", "Franz Liszt"); // ["S. 160"]
 * opusOf("Lieder, S. 160", "Robert Schumann"); // []: a page
 */
export function opusOf(text: string, composer: string | null): string[] {
  if (composers.size > MOST_COMPOSERS) composers.clear();
  const own = composers.get(composer) ?? cataloguesOf(composer).map(citation);
  composers.set(composer, own);
  return find(text, [...certain, ...own]);
}

/** "No. 42 in this edition": a place in a print, or in a list of works, and none in an opus. */
const ofPrint = String
  .raw`(?=[\s(]+(?:\p{L}+['’]?\s?){1,3}(?:edition|[eé]dition|ausgabe|sammlung|collection|series|reihe|catalog(?:ue)?|katalogs?|verzeichnis(?:ses)?|edizione|raccolta|catalogo|edici[oó]n|colecci[oó]n|cat[aá]logo)(?!\p{L})|\s(?:in|dans)\s(?:this|diese[mr]|ce|cette)\s)`;
const printed = new RegExp(
  String.raw`(?:\s?[,;:·–-])?\s?(?<!\p{L})${number}\d{1,4}[a-z]?${ofPrint}`,
  "giu",
);

function find(line: string, patterns: readonly RegExp[]): string[] {
  const text = line.replace(printed, "");
  const found: { at: number; text: string }[] = [];
  const written = writtenOpus(text);
  if (written) found.push({ at: written.index, text: written.text });
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const end = match.index + match[0].length;
    if (
      found.some((other) => match.index < other.at + other.text.length && other.at < end)
    ) continue;
    found.push({ at: match.index, text: match[0].trim() });
  }
  return found.sort((a, b) => a.at - b.at).map((one) => one.text);
}

/** A number as it is shown: "соч. 37", "Œuvre 37", "Opera XXXVII" and "Opus: 37" are Op. 37. */
export const showOpus = (text: string): string =>
  writtenOpus(text)?.shown ?? text.replace(
    /^(?:œuv(?:re|\.)|oeuvre|opera|werk|соч(?:инение|\.)?|ор\.|op(?:us|\.)?\s?:)\s?:?\s?/iu,
    "Op. ",
  );

/** The words beside the numbers: "P. Roe, Op. 37" is P. Roe. */
export const withoutOpus = (text: string): string =>
  findOpus(text).reduce((left, one) => left.replace(one, " "), text)
    .replace(/\s+/gu, " ").replace(/^[\s,;:(–-]+|[\s,;:(–-]+$/gu, "");

/** True when a line holds nothing but opus and catalogue numbers. */
export function isOpusOnly(text: string): boolean {
  const found = findOpus(text);
  if (!found.length) return false;
  const rest = found.reduce((left, one) => left.replace(one, ""), text);
  return !/\p{L}{3}/u.test(
    rest.replace(/\b(?:no|nr|aus|from|heft|book|vol|nos)\b/giu, ""),
  );
}

/** A number that belongs to an opus named beside it: "No. 3" on a line of its own, "3. Lied". */
export function leadingNumber(line: string): string | null {
  const text = line.replace(printed, "").trim();
  const match = /^(?:n(?:o|r)\.?\s?)?(\d{1,2})\s?\.(?=\s|$)/iu.exec(text) ??
    /^n(?:o|r)\.?\s?(\d{1,2})\b/iu.exec(text);
  return match ? match[1] : null;
}
