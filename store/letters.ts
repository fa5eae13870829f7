/**
 * The letters that titles and composers begin with, as they are sorted: folded, so that Dvořák
 * stands under D. What begins with no letter from A to Z stands before them (figures) or after
 * (other scripts, and what has no name).
 *
 * @module
 */

/** Before the letters: figures. */
export const FIGURES = "0";
/** After the letters: other scripts. */
export const OTHERS = "{";
const ALPHABET = [..."abcdefghijklmnopqrstuvwxyz"];

/** Where one can jump to, in the order in which scores are sorted. */
export const LETTERS: readonly string[] = [FIGURES, ...ALPHABET, OTHERS];

/** Under which of them a sort key stands. */
export function letterOf(key: string): string {
  const first = key.slice(0, 1);
  return first < "a" ? FIGURES : first < OTHERS ? first : OTHERS;
}

/** From where on keys stand under it, and from where on they do no longer; "": no end. */
export function reachOf(letter: string): { start: string; end: string } {
  const at = LETTERS.indexOf(letter);
  return { start: at === 0 ? "" : letter, end: LETTERS[at + 1] ?? "" };
}
