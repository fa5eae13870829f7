/** Catalogues by the letters they are cited with, each with the shape of its numbers. */
const catalogues: [string, string][] = [
  ["BWV", String.raw`(?:Anh\.?\s*)?\d{1,4}[a-z]?`],
  ["BuxWV", String.raw`\d{1,3}[a-z]?`],
  ["HWV", String.raw`\d{1,3}[a-z]?`],
  ["TWV", String.raw`\d{1,2}:\w{1,5}`],
  ["SWV", String.raw`\d{1,3}[a-z]?`],
  ["RWV", String.raw`[A-Z]?\d{1,3}`],
  ["K(?:V|öchel)?", String.raw`(?:Anh\.?\s*)?\d{1,3}[a-z]?`],
  ["Hob", String.raw`[IVXL]{1,7}[a-z]?\s?[:.\/]\s?[A-Za-z]{0,2}\d{0,3}[a-z]?`],
  ["RV", String.raw`\d{1,3}[a-z]?`],
  ["Wq", String.raw`\d{1,3}(?:[\/.]\d{1,2})?`],
  ["WoO", String.raw`(?:posth\.?\s*)?\d{1,3}`],
  ["Sz", String.raw`\d{1,3}`],
  ["BB", String.raw`\d{1,3}[a-z]?`],
  ["BV", String.raw`\d{1,3}[a-z]?`],
  ["FWV", String.raw`\d{1,3}`],
  ["MWV", String.raw`[A-Z]\s?\d{1,3}`],
  ["LWV", String.raw`\d{1,3}(?:\/\d{1,3})?`],
  ["ZWV", String.raw`\d{1,3}`],
  ["TrV", String.raw`\d{1,3}[a-z]?`],
  ["JS", String.raw`\d{1,3}[a-z]?`],
  ["EG", String.raw`\d{1,3}`],
  ["CT", String.raw`\d{1,3}`],
];

/** One-letter catalogues need their point or a number that nothing else explains. */
const letters = String
  .raw`[DSLBGHRZPFE]\.\s?(?!(?:1[5-9]|20)\d\d(?!\d))\d{1,4}[a-z]?(?:[\/,]\s?(?:no\.?\s?)?\d{1,2})?|[D]\s?\d{2,3}[a-z]?`;

const number = String.raw`(?:n(?:o|r|um)?s?\.?\s?[°º]?|№|#)\s?`;
/** As it is written in Latin, French ("Œuvre 7"), Italian ("Opera 5", of old), German ("Werk 12") and Russian. */
const word = "(?:op(?:us|\\.)?|œuvre|oeuvre|opera|werk|соч(?:\\.|инение)?|ор\\.)";
const opus = String.raw`${word}\s?:?\s?(?:posth(?:\.|umous|umum)?\s?)?(?:${number})?\d{1,3}[a-z]?` +
  String
    .raw`(?:(?:\s?[,;]\s?|\s|\s?[\/\-–]\s?)(?:${number}\d{1,3}[a-z]?|(?<=[\/\-–,]\s?)\d{1,2}[a-z]?\b))?` +
  String.raw`|op(?:us|\.)\s?posth(?:\.|umous|umum)?`;

const patterns: RegExp[] = [
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${opus})(?![\p{L}\p{N}])`, "iu"),
  ...catalogues.map(([name, shape]) =>
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])${name}\.?\s?(?:${shape})(?![\p{L}\p{N}])`,
      name === "K(?:V|öchel)?" ? "u" : "iu",
    )
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.])(?:${letters})(?![\p{L}\p{N}.])`,
    "u",
  ),
];

/**
 * Finds opus and catalogue numbers in a line, in the order they stand there.
 *
 * @example
 * findOpus("Sonata II, Hob. XVI:28"); // ["Hob. XVI:28"]
 */
export function findOpus(text: string): string[] {
  const found: { at: number; text: string }[] = [];
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

/** A number as it is shown: "соч. 37", "Œuvre 37" and "Opus: 37" are Op. 37. */
export const showOpus = (text: string): string =>
  text.replace(
    /^(?:œuvre|oeuvre|opera|werk|соч(?:инение|\.)?|ор\.|op(?:us|\.)?\s?:)\s?:?\s?/iu,
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

/** A number that belongs to an opus named elsewhere: "No. 3" on a line of its own, "3. Lied". */
export function leadingNumber(text: string): string | null {
  const match = /^(?:n(?:o|r)\.?\s?)?(\d{1,2})\s?\.(?=\s|$)/iu.exec(text) ??
    /^n(?:o|r)\.?\s?(\d{1,2})\b/iu.exec(text);
  return match ? match[1] : null;
}
