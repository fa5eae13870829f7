import { type Box, type Frame, upright } from "./frame.ts";
import type { Pdfium } from "./pdfium.ts";
import type { Rule } from "./types.ts";

const pathObject = 2; // FPDF_PAGEOBJ_PATH
const imageObject = 3; // FPDF_PAGEOBJ_IMAGE
const formObject = 5; // FPDF_PAGEOBJ_FORM
/** An engraved page has 500 to 3,000 objects. */
const mostObjects = 20_000;
const mostRules = 2_000;
/** Programs that put pages side by side place each as a form, in a form perhaps. */
const deepest = 3;

/** Moves and stretches a form's content: x' = ax + cy + e, y' = bx + dy + f. */
type Matrix = [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * Looks at what a loaded page draws: wide flat paths (staves are among them), tall thin
 * ones, and whether a picture covers most of it.
 * Forms are looked into.
 */
export function readDrawing(
  pdfium: Pdfium,
  page: number,
  frame: Frame,
): { rules: Rule[]; bars: Rule[]; scan: boolean } {
  const rules: Rule[] = [];
  const bars: Rule[] = [];
  let scan = false;
  let looked = 0;
  const [across, down] = [frame.right - frame.left, frame.top - frame.bottom];
  const [width, height] = frame.turns % 2 ? [down, across] : [across, down];
  const at = pdfium.malloc(24);

  function look(count: number, get: (index: number) => number, placed: Matrix[]): void {
    for (let index = 0; index < count && rules.length < mostRules; index++) {
      if (++looked > mostObjects) return;
      const object = get(index);
      const type = object ? pdfium.FPDFPageObj_GetType(object) : 0;
      if (type === formObject && placed.length < deepest) {
        if (!pdfium.FPDFPageObj_GetMatrix(object, at)) continue;
        const matrix = [...pdfium.floats(at, 6)] as Matrix;
        look(
          pdfium.FPDFFormObj_CountObjects(object),
          (inner) => pdfium.FPDFFormObj_GetObject(object, inner),
          [...placed, matrix],
        );
        continue;
      }
      if (type !== pathObject && type !== imageObject) continue;
      if (!pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) {
        continue;
      }
      const [left, bottom, right, top] = pdfium.floats(at, 4);
      const box = upright(placed.reduceRight(through, { left, bottom, right, top }), frame);
      const rule = {
        x: box.left,
        y: box.top,
        width: box.right - box.left,
        height: box.bottom - box.top,
      };
      if (type === imageObject) {
        if (rule.width * rule.height > 0.5 * width * height) scan = true;
      } else if (
        rule.height > 0.02 * height && rule.width < 0.01 * width && bars.length < mostRules
      ) {
        bars.push(rule);
      } else if (
        rule.width > 0.04 * width && rule.height < 0.06 * height &&
        rule.width > 2 * rule.height
      ) {
        rules.push(rule);
      }
    }
  }

  try {
    look(
      pdfium.FPDFPage_CountObjects(page),
      (index) => pdfium.FPDFPage_GetObject(page, index),
      [],
    );
    return { rules, bars, scan };
  } finally {
    pdfium.free(at);
  }
}

/** The box around a box that a matrix has moved. */
function through(box: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [[box.left, box.bottom], [box.right, box.bottom], [box.left, box.top], [
    box.right,
    box.top,
  ]].map(([x, y]) => [a * x + c * y + e, b * x + d * y + f]);
  const xs = corners.map(([x]) => x), ys = corners.map(([, y]) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
  };
}
