import type { TextRun } from "../pdf/types.ts";

/** Fewer letters than these are too few to judge by. */
const leastLetters = 12;

/**
 * Leaves out text whose file does not say which letters it holds and whose numbers, taken for
 * letters, are no language: read as it is, "Sonata" would be "6RQDWD".
 */
export function legible(runs: TextRun[]): TextRun[] {
  const unnamed = runs.filter((run) => run.unnamed);
  if (!unnamed.length || isLanguage(unnamed.map((run) => run.text))) return runs;
  return runs.filter((run) => !run.unnamed);
}

/**
 * European languages write 30 to 55 of 100 letters as vowels and half of all as one of ten,
 * have few capitals inside words, and hardly a digit or sign there.
 */
function isLanguage(words: string[]): boolean {
  const text = words.join(" ").slice(0, 4_000);
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (letters < leastLetters) return false;
  const vowels = count(/[aeiouyàáâäèéêëìíîòóôöùúûü]/giu) / letters;
  const usual = count(/[enirtasoul]/giu) / letters;
  const odd = count(/\p{Ll}\p{Lu}|\p{L}[^\p{L}\p{M}\s.,'’:;!?)-]|[^\p{L}\p{M}\s'’("“„-]\p{L}/gu) /
    letters;
  return vowels >= 0.28 && vowels <= 0.58 && usual >= 0.5 && odd <= 0.1;
}
