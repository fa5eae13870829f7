import type { PageText, TextRun } from "../pdf/types.ts";

/** Words that stand on one line and belong together; points from the top left. */
export interface Line {
  text: string;
  x: number;
  right: number;
  /** Top of the letters, roughly. */
  y: number;
  baseline: number;
  /** The size of most of its letters. */
  size: number;
  bold: boolean;
  italic: boolean;
  /** Light grey or nearly transparent, as watermarks are. */
  faint: boolean;
  /** How surely its letters were recognised in a picture, 0 to 1; 1 where the file says them. */
  sure: number;
}

/** A wider gap than this (in font sizes) divides a row: poet at the left, composer at the right. */
const columnGap = 1.6;
const spacedColumnGap = 4;
const formColumnGap = 15;

/**
 * Joins a page's words into lines, top to bottom, then left to right. Music
 * fonts must have been left out before. Letters set apart ("S O N A T A") are
 * closed up.
 */
export function toLines(
  runs: TextRun[],
  page: Pick<PageText, "width">,
): Line[] {
  return toRows(runs)
    .flatMap((row) => divide(row))
    .map(toLine)
    .filter((line) => line.text && line.x < page.width && line.right > 0)
    .sort((a, b) => a.baseline - b.baseline || a.x - b.x);
}

/** Words on one baseline, each row from left to right. A row's first word decides its height. */
function toRows(runs: TextRun[]): TextRun[][] {
  const sorted = runs.filter((run) => run.size > 0 && Number.isFinite(run.baseline))
    .sort((a, b) => a.baseline - b.baseline || a.x - b.x);
  const rows: { baseline: number; size: number; words: TextRun[] }[] = [];
  for (const run of sorted) {
    let home: typeof rows[number] | undefined;
    for (
      let index = rows.length - 1;
      index >= 0 && index >= rows.length - 8;
      index--
    ) {
      const row = rows[index];
      const ratio = run.size / row.size;
      if (
        Math.abs(row.baseline - run.baseline) <
          0.25 * Math.min(row.size, run.size) && ratio > 0.6 && ratio < 1.7
      ) {
        home = row;
        break;
      }
    }
    if (home) home.words.push(run);
    else rows.push({ baseline: run.baseline, size: run.size, words: [run] });
  }
  return rows.map((row) => row.words.sort((a, b) => a.x - b.x));
}

/** Splits a row at its wide gaps. */
function divide(row: TextRun[]): TextRun[][] {
  const parts: TextRun[][] = [];
  for (const [index, word] of row.entries()) {
    if (isLeader(row, index)) {
      if (parts.at(-1)?.length) parts.push([]);
      continue;
    }
    const part = parts.at(-1);
    const last = part?.at(-1);
    if (
      part && last &&
      word.x - (last.x + last.width) <
        gapAllowed(part, word) * Math.max(last.size, word.size)
    ) {
      part.push(word);
    } else if (part?.length === 0) part.push(word);
    else parts.push([word]);
  }
  return parts.filter((part) => part.length > 0);
}

/** Of three dots or lines in a row that lead from a title to a name. */
function isLeader(row: TextRun[], index: number): boolean {
  if (!dots.test(row[index].text)) return false;
  let [from, to] = [index, index];
  while (from > 0 && index - from < 3 && dots.test(row[from - 1].text)) from--;
  while (to + 1 < row.length && to - index < 3 && dots.test(row[to + 1].text)) to++;
  return row.slice(from, to + 1).reduce((sum, { text }) => sum + text.length, 0) >= 4;
}

const dots = /^[._·…]+$/u;

const isLetter = (word: TextRun) => /^(?:\p{L}\p{M}*[.,]?|[.,'’&-])$/u.test(word.text);

function gapAllowed(part: TextRun[], next: TextRun): number {
  // "Composer:", and the name in the next column of a form.
  if (/\p{L}{3}:$/u.test(part.at(-1)!.text) && part.length <= 3) return formColumnGap;
  const lately = part.slice(-40); // A row of ten thousand letters would be looked through for each.
  return part.length >= 3 && isLetter(next) && lately.every(isLetter) ? spacedColumnGap : columnGap;
}

function toLine(words: TextRun[]): Line {
  const first = words[0];
  const heavy = words.filter((word) =>
    word.weight >= 600 && /bold|black|heavy|bd/i.test(word.font)
  );
  const size = mostLetters(words, (word) => Math.round(word.size * 10) / 10);
  return {
    text: tidy(joinWords(words)),
    x: first.x,
    right: Math.max(...words.map((word) => word.x + word.width)),
    y: Math.min(...words.map((word) => word.y)),
    baseline: mostLetters(words, (word) => word.baseline),
    size,
    bold: heavy.length > words.length / 2,
    italic: words.filter((word) => word.italic).length > words.length / 2,
    faint: words.every((word) => !!word.faint),
    sure: sureOf(words),
  };
}

/** Of all its letters, so that a long word counts for more. */
function sureOf(words: TextRun[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { text, sure = 1 }) => sum + sure * text.length, 0) / letters;
}

/** The value that most letters share. */
function mostLetters(words: TextRun[], of: (word: TextRun) => number): number {
  const letters = new Map<number, number>();
  for (const word of words) {
    letters.set(of(word), (letters.get(of(word)) ?? 0) + word.text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0][0];
}

function joinWords(words: TextRun[]): string {
  if (
    words.length >= 4 && words.filter(isLetter).length >= 0.8 * words.length
  ) return joinSpaced(words);
  let text = "";
  let last: TextRun | undefined;
  for (const word of words) {
    if (last) {
      // Pieces of one word in two fonts ("E" and a flat sign) or sizes (small capitals) touch.
      const alike = last.font === word.font && last.size === word.size;
      const least = (alike ? 0.12 : 0.2) * Math.max(last.size, word.size);
      const gap = word.x - (last.x + last.width);
      // Letters of a swash hang over the space beside them.
      const hangs = word.spaced && alike && gap > -0.15 * word.size;
      if (gap > least || hangs) text += " ";
    }
    text += word.text;
    last = word;
  }
  return text;
}

/** Letters set apart: a space is a gap well above the usual one. */
function joinSpaced(words: TextRun[]): string {
  const gaps = words.slice(1).map((word, index) => word.x - (words[index].x + words[index].width));
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
  return words.map((word, index) => {
    const wide = index > 0 && gaps[index - 1] > 1.6 * usual + 0.1 * word.size;
    return (wide ? " " : "") + word.text;
  }).join("");
}

/** What stands with the letter before or after it, though its ink is far away: a typewriter's point. */
const apart = /(?<=[\p{L}\p{N}])\s+(?=[.,)](?:\s|$))|(?<=\()\s+(?=\p{L})/gu;

/** Composed letters, single spaces, no control or direction marks, at most 500 characters. */
export function tidy(text: string): string {
  return text.normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/gu, "")
    .replace(/\s+/gu, " ").replace(apart, "").trim()
    .slice(0, 500);
}
