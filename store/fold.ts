/**
 * Folds text for comparing: case, accents and punctuation do not count.
 * "Fauré: Élégie, Op. 24" becomes "faure elegie op 24".
 *
 * @returns words of letters and digits parted by single spaces, in Unicode NFKD without marks
 */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => PLAIN[letter])
    .replace(/['’‘`´]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * What two names have in common that are one name but for case, accents and punctuation; a name of
 * signs alone stands for itself.
 */
export const likeness = (name: string): string => fold(name) || name;

/** Letters that have no decomposition in Unicode, with what people type for them. */
const PLAIN: Record<string, string> = {
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "ø": "o",
  "ł": "l",
  "đ": "d",
};
