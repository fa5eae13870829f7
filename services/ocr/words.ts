import type { TextRun } from "../pdf/types.ts";

/** What the recogniser says of a picture, as far as it is used (Tesseract's JSON). */
export interface Recognised {
  blocks: { paragraphs: { lines: RecognisedLine[] }[] }[] | null;
}

interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

interface RecognisedLine {
  baseline: Box;
  words: {
    text: string;
    /** 0 to 100. */
    confidence: number;
    bbox: Box;
    symbols: { text: string; bbox: Box }[];
  }[];
}

/** Words less sure than this, of 100, are what notes and dirt look like; the shorter, the easier. */
const leastSure = [{ letters: 4, sure: 30 }, { letters: 3, sure: 50 }, { letters: 0, sure: 65 }];

/** How high letters are, as a share of their font's size: most fonts are within a tenth of it. */
const heights: [RegExp, number][] = [
  [/^[\p{Lu}\dbdfhkl]$/u, 0.69],
  [/^[acemnorsuvwxz]$/u, 0.47],
  [/^[gpqy]$/u, 0.68],
];

/** Sizes this near to each other were one in print. */
const alike = 1.1;

/**
 * The words of recognised text as a page's runs.
 *
 * @param scale points a pixel
 * @param left where the picture that was recognised stands on the page, in points from its left
 * @param top the same from its top
 */
export function toRuns(
  { blocks }: Recognised,
  scale: number,
  left: number,
  top: number,
): TextRun[] {
  const runs: TextRun[] = [];
  for (
    const line of (blocks ?? []).flatMap((block) => block.paragraphs).flatMap((one) => one.lines)
  ) {
    const usual = sizeOf(line.words.flatMap((word) => word.symbols));
    for (const word of line.words) {
      const text = cleaned(word.text);
      if (text === "" || word.confidence < boundOf(text)) continue;
      const own = sizeOf(word.symbols);
      const size = scale *
        (own && usual && own / usual < 1.35 && usual / own < 1.35 ? usual : own ?? usual ?? 0);
      if (!size) continue;
      const { bbox } = word;
      const baseline = top + scale * heightAt(line.baseline, (bbox.x0 + bbox.x1) / 2);
      runs.push({
        text,
        x: left + scale * bbox.x0,
        y: baseline - 0.8 * size,
        width: scale * (bbox.x1 - bbox.x0),
        height: size,
        baseline,
        size,
        font: "",
        weight: 400,
        italic: false,
        sure: word.confidence / 100,
      });
    }
  }
  return evened(parted(runs));
}

function boundOf(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return leastSure.find((bound) => letters >= bound.letters)!.sure;
}

/** Without the signs that dirt and lines beside letters look like. */
function cleaned(text: string): string {
  // A dot that is too fine to be seen; none of the languages that are read has an i without one.
  const bare = text.replaceAll("ı", "i").replace(/[|\\_~{}<>=^*©®°«»§¢£€¥]+/gu, "").trim();
  return /[\p{L}\p{N}]/u.test(bare) ? bare : "";
}

/**
 * The font size, in pixels, by the letters whose height is known. Dirt makes letters higher, and
 * never lower: a smaller one of them counts.
 */
function sizeOf(symbols: { text: string; bbox: Box }[]): number | null {
  const sizes = symbols.flatMap(({ text, bbox }) => {
    const share = heights.find(([letters]) => letters.test(text))?.[1];
    return share ? [(bbox.y1 - bbox.y0) / share] : [];
  }).sort((a, b) => a - b);
  return sizes.length ? sizes[Math.floor(0.3 * sizes.length)] : null;
}

function heightAt({ x0, y0, x1, y1 }: Box, x: number): number {
  return x1 === x0 ? y0 : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

/** Words were told apart already: between two of a line there is a space, however narrow. */
function parted(runs: TextRun[]): TextRun[] {
  return runs.map((run, index) => {
    const next = runs[index + 1];
    if (!next || Math.abs(next.baseline - run.baseline) > 0.2 * run.size || next.x < run.x) {
      return run;
    }
    return { ...run, width: Math.max(1, Math.min(run.width, next.x - run.x - 0.22 * run.size)) };
  });
}

/** Sizes that are nearly one made one: a title's two lines are measured a little apart. */
function evened(runs: TextRun[]): TextRun[] {
  const sizes = [...new Set(runs.map(({ size }) => size))].sort((a, b) => a - b);
  const common = new Map<number, number>();
  for (let from = 0; from < sizes.length;) {
    let to = from;
    while (to < sizes.length && sizes[to] < alike * sizes[from]) to++;
    const group = sizes.slice(from, to);
    for (const size of group) common.set(size, group[group.length >> 1]);
    from = to;
  }
  return runs.map((run) => ({ ...run, size: common.get(run.size)! }));
}
