import type { Area } from "./grey.ts";

/** So many letters are read at once; a head has fewer, mostly. */
const atOnce = 250;

/** Rows of a picture that are read at once, and how much there is in them. */
export interface Band {
  top: number;
  bottom: number;
  letters: number;
}

/**
 * Parts a picture where nothing stands, so that whoever has not time for all of it reads what comes
 * first.
 *
 * @param letters where something stands
 * @param height the picture's
 */
export function bandsOf(letters: readonly Area[], height: number): Band[] {
  const bands: Band[] = [];
  let band: Band = { top: 0, bottom: height, letters: 0 };
  let bottom = 0;
  for (const one of letters.toSorted((a, b) => a.top - b.top)) {
    if (band.letters >= atOnce && one.top > bottom + 1) {
      const between = Math.floor((bottom + one.top) / 2);
      bands.push({ ...band, bottom: between });
      band = { top: between, bottom: height, letters: 0 };
    }
    band.letters++;
    bottom = Math.max(bottom, one.bottom);
  }
  return [...bands, band];
}
