import { fold } from "../../store/fold.ts";

/** What people write in different ways, in one. */
const ONE_WAY: Record<string, string> = {
  opus: "op",
  opera: "op",
  oeuvre: "op",
  kv: "k",
  koechel: "k",
  kochel: "k",
};
/** "No. 2" is "Nr. 2", "№ 2" and plain "2". */
const NUMBER_SIGN = /^(?:no|nr|num|number|nummer|numero|n)$/;
const NUMBER = /^\p{N}+$/u;

/**
 * The words of a text as they are searched for and found: folded, letters and figures apart.
 *
 * @example
 * terms("Ballade Nr. 1, Op.23 (BWV846)"); // ["ballade", "1", "op", "23", "bwv", "846"]
 */
export function terms(text: string): readonly string[] {
  const known = lately.get(text);
  if (known !== undefined) return known;
  const found = termsOf(text);
  if (lately.size >= MOST_LATELY) lately.clear();
  lately.set(text, found);
  return found;
}

/** A library says the same few hundred things again and again. */
const lately = new Map<string, readonly string[]>();
const MOST_LATELY = 2_000;

function termsOf(text: string): string[] {
  const words = fold(text)
    .replace(/(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, "$& ")
    .split(" ");
  return words
    .filter((word, at) => word !== "" && !(NUMBER_SIGN.test(word) && NUMBER.test(words[at + 1])))
    .map((word) => Object.hasOwn(ONE_WAY, word) ? ONE_WAY[word] : word);
}
