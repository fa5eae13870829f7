import { type Frame, upright } from "./frame.ts";
import type { Pdfium } from "./pdfium.ts";
import type { Rule } from "./types.ts";

const pathObject = 2; // FPDF_PAGEOBJ_PATH
const imageObject = 3; // FPDF_PAGEOBJ_IMAGE
/** An engraved page has 500 to 3,000 objects. */
const mostObjects = 20_000;
const mostRules = 2_000;

/**
 * Looks at what a loaded page draws besides text: wide flat paths (staves are
 * among them), and whether a picture covers most of it.
 */
export function readDrawing(
  pdfium: Pdfium,
  page: number,
  frame: Frame,
): { rules: Rule[]; scan: boolean } {
  const rules: Rule[] = [];
  let scan = false;
  const [across, down] = [frame.right - frame.left, frame.top - frame.bottom];
  const [width, height] = frame.turns % 2 ? [down, across] : [across, down];
  const at = pdfium.malloc(16);
  try {
    const count = Math.min(mostObjects, pdfium.FPDFPage_CountObjects(page));
    for (let index = 0; index < count && rules.length < mostRules; index++) {
      const object = pdfium.FPDFPage_GetObject(page, index);
      const type = object ? pdfium.FPDFPageObj_GetType(object) : 0;
      if (type !== pathObject && type !== imageObject) continue;
      if (!pdfium.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) {
        continue;
      }
      const [left, bottom, right, top] = pdfium.floats(at, 4);
      const box = upright({ left, bottom, right, top }, frame);
      const rule = {
        x: box.left,
        y: box.top,
        width: box.right - box.left,
        height: box.bottom - box.top,
      };
      if (type === imageObject) {
        if (rule.width * rule.height > 0.5 * width * height) scan = true;
      } else if (
        rule.width > 0.04 * width && rule.height < 0.06 * height &&
        rule.width > 2 * rule.height
      ) {
        rules.push(rule);
      }
    }
    return { rules, scan };
  } finally {
    pdfium.free(at);
  }
}
