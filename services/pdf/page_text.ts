import { type Glyph, type GlyphOrGap, readGlyphs } from "./glyphs.ts";
import { withPage } from "./page.ts";
import type { Pdfium } from "./pdfium.ts";
import { type Box, type Frame, readFrame, upright } from "./frame.ts";
import { readDrawing } from "./drawing.ts";
import type { PageText, Rule, TextRun } from "./types.ts";

/**
 * Reads the words of one page, upright and measured from the top left corner.
 * A page whose writing runs sideways (a landscape booklet without /Rotate) is
 * turned until most of it is upright; what still stands sideways is left out.
 *
 * @param maxGlyphs how many letters to read at most
 */
export function readPageText(
  pdfium: Pdfium,
  document: number,
  index: number,
  maxGlyphs: number,
): PageText {
  return withPage(pdfium, document, index, (page) => {
    const { glyphs, signs, cut } = readGlyphs(pdfium, page, maxGlyphs);
    const box = readFrame(pdfium, page);
    const frame = { ...box, turns: mainTurn(glyphs, box.turns) };
    const sideways = frame.turns % 2 === 1;
    const [across, down] = [frame.right - frame.left, frame.top - frame.bottom];
    const [width, height] = sideways ? [down, across] : [across, down];
    return {
      page: index,
      width,
      height,
      runs: toRuns(glyphs.map((glyph) => glyph && isOn(box, glyph) ? glyph : undefined), frame),
      cut,
      marks: toMarks([...glyphs.filter((glyph) => glyph !== undefined), ...signs], frame),
      ...readDrawing(pdfium, page, frame),
    };
  });
}

/** Printers' marks and what was cut away stand beside the visible part of a page. */
const isOn = ({ left, right, top, bottom }: Frame, { originX: x, originY: y }: Glyph) =>
  x > left - 5 && x < right + 5 && y > bottom - 5 && y < top + 5;

/** Boxes of letters and signs, upright. */
function toMarks(boxes: Box[], frame: Frame): Rule[] {
  return boxes.map((one) => {
    const { left, right, top, bottom } = upright(one, frame);
    return { x: left, y: top, width: right - left, height: bottom - top };
  });
}

/** The quarter turn that makes most of the writing upright; the page's own where that is unclear. */
function mainTurn(glyphs: GlyphOrGap[], own: number): number {
  const letters = [0, 0, 0, 0];
  for (const glyph of glyphs) {
    if (glyph && glyph.turn >= 0 && /\p{L}/u.test(glyph.text)) {
      letters[glyph.turn]++;
    }
  }
  const total = letters.reduce((a, b) => a + b);
  const best = letters.indexOf(Math.max(...letters));
  return total >= 10 && letters[best] > 0.7 * total ? best : own;
}

/**
 * Joins letters into words: a word ends at a space, at a change of font, size
 * or baseline, and where the next letter does not follow on.
 */
function toRuns(glyphs: GlyphOrGap[], frame: Frame): TextRun[] {
  const runs: TextRun[] = [];
  let run: TextRun | undefined;
  let last: Glyph | undefined;
  for (const glyph of glyphs) {
    if (!glyph || glyph.turn !== frame.turns) {
      run = undefined;
      continue;
    }
    const box = upright(glyph, frame);
    const baseline = baselineOf(glyph, frame);
    if (run && last && follows(run, last, glyph, box.left, baseline)) {
      run.text += glyph.text;
      const right = Math.max(run.x + run.width, box.right);
      run.x = Math.min(run.x, box.left);
      run.width = right - run.x;
    } else {
      run = {
        text: glyph.text,
        x: box.left,
        y: baseline - 0.8 * glyph.size,
        width: box.right - box.left,
        height: glyph.size,
        baseline,
        size: glyph.size,
        font: glyph.font.name,
        weight: glyph.font.weight,
        italic: glyph.font.italic,
        ...(glyph.faint ? { faint: true } : {}),
        ...(glyph.unnamed ? { unnamed: true } : {}),
        ...(glyph.spaced ? { spaced: true } : {}),
      };
      runs.push(run);
    }
    last = glyph;
  }
  return runs;
}

function follows(
  run: TextRun,
  last: Glyph,
  glyph: Glyph,
  left: number,
  baseline: number,
): boolean {
  if (
    last.font !== glyph.font ||
    Math.abs(last.size - glyph.size) > 0.01 * glyph.size
  ) return false;
  if (Math.abs(run.baseline - baseline) > 0.15 * glyph.size) return false;
  // The letters of one ligature share one box.
  if (
    last.left === glyph.left && last.right === glyph.right &&
    last.originX === glyph.originX
  ) return true;
  const gap = left - (run.x + run.width);
  // Digits are all as wide as the widest, so that two ones stand far apart.
  const most = isDigit(last) && isDigit(glyph) ? 0.4 : 0.25;
  return gap < most * glyph.size && gap > -0.6 * glyph.size;
}

const isDigit = ({ text }: Glyph) => text >= "0" && text <= "9";

function baselineOf(glyph: Glyph, frame: Frame): number {
  const { originX: x, originY: y } = glyph;
  return upright({ left: x, right: x, bottom: y, top: y }, frame).top;
}
