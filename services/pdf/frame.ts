import type { Pdfium } from "./pdfium.ts";

/** The visible part of the page in its own coordinates, and its quarter turns clockwise as shown. */
export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
  turns: number;
}

/** A box in the page's own coordinates: `top` is above `bottom`. */
export interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

const letter: Box = { left: 0, bottom: 0, right: 612, top: 792 };

/** Reads the visible part and the rotation of a loaded page. */
export function readFrame(pdfium: Pdfium, page: number): Frame {
  const at = pdfium.malloc(16);
  try {
    const turns = pdfium.FPDFPage_GetRotation(page) & 3;
    if (pdfium.FPDF_GetPageBoundingBox(page, at)) {
      const [left, top, right, bottom] = pdfium.floats(at, 4);
      if (right > left && top > bottom) {
        return { left, top, right, bottom, turns };
      }
    }
    return { ...letter, turns };
  } finally {
    pdfium.free(at);
  }
}

/**
 * Where a box stands on the page as shown: points from the top left corner,
 * so that `top` is the smaller number.
 */
export function upright(box: Box, frame: Frame): Box {
  switch (frame.turns) {
    case 1:
      return {
        left: box.bottom - frame.bottom,
        right: box.top - frame.bottom,
        top: box.left - frame.left,
        bottom: box.right - frame.left,
      };
    case 2:
      return {
        left: frame.right - box.right,
        right: frame.right - box.left,
        top: box.bottom - frame.bottom,
        bottom: box.top - frame.bottom,
      };
    case 3:
      return {
        left: frame.top - box.top,
        right: frame.top - box.bottom,
        top: frame.right - box.right,
        bottom: frame.right - box.left,
      };
    default:
      return {
        left: box.left - frame.left,
        right: box.right - frame.left,
        top: frame.top - box.top,
        bottom: frame.top - box.bottom,
      };
  }
}
