import { PdfError } from "./error.ts";
import { withPage } from "./page.ts";
import type { Pdfium } from "./pdfium.ts";
import type { PagePixels } from "./types.ts";

const formatBgrx = 3; // FPDFBitmap_BGRx
const drawAnnotations = 0x01; // FPDF_ANNOT
/** Notes that somebody wrote on a page, and its links; of more none is drawn: each costs a kilobyte. */
const mostAnnotations = 2_000;
/** Below this difference between channels a pixel counts as grey (JPEG noise, off-white paper). */
const greyTolerance = 24;

/**
 * Draws a page on white.
 *
 * @param widthPx wanted width; made smaller where `maxPixels` would be passed
 */
export function drawPage(
  pdfium: Pdfium,
  document: number,
  index: number,
  widthPx: number,
  maxPixels: number,
): PagePixels {
  return withPage(pdfium, document, index, (page) => {
    const { width, height } = fit(
      pdfium.FPDF_GetPageWidthF(page),
      pdfium.FPDF_GetPageHeightF(page),
      widthPx,
      maxPixels,
    );
    const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, formatBgrx, 0, 0);
    if (!bitmap) {
      throw new PdfError(
        "memory",
        `Cannot draw page ${index + 1}: no memory for ${width} x ${height}`,
      );
    }
    try {
      pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
      pdfium.FPDF_RenderPageBitmap(
        bitmap,
        page,
        0,
        0,
        width,
        height,
        0,
        pdfium.FPDFPage_GetAnnotCount(page) > mostAnnotations ? 0 : drawAnnotations,
      );
      const stride = pdfium.FPDFBitmap_GetStride(bitmap);
      return pack(
        pdfium.bytes(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height),
        width,
        height,
        stride,
      );
    } finally {
      pdfium.FPDFBitmap_Destroy(bitmap);
    }
  });
}

/** The width at which a page's longer side has so many pixels. */
export function widthOfLonger(
  pdfium: Pdfium,
  document: number,
  index: number,
  longerPx: number,
): number {
  return withPage(pdfium, document, index, (page) => {
    const width = pdfium.FPDF_GetPageWidthF(page), height = pdfium.FPDF_GetPageHeightF(page);
    return width > 0 && height > width ? longerPx * width / height : longerPx;
  });
}

/** A WebP has at most 16,383 pixels a side. */
const longestSide = 16_383;

function fit(
  pageWidth: number,
  pageHeight: number,
  widthPx: number,
  maxPixels: number,
) {
  const ratio = pageWidth > 0 && pageHeight > 0 ? pageHeight / pageWidth : 1;
  const widest = Math.min(Math.sqrt(maxPixels / ratio), longestSide / Math.max(1, ratio));
  const width = Math.max(1, Math.round(Math.min(widthPx, widest)));
  const height = Math.max(
    1,
    Math.min(Math.round(width * ratio), Math.floor(maxPixels / width), longestSide),
  );
  return { width, height };
}

function pack(
  bgrx: Uint8Array,
  width: number,
  height: number,
  stride: number,
): PagePixels {
  return hasColour(bgrx, width, height, stride)
    ? { data: toRgb(bgrx, width, height, stride), width, height, channels: 3 }
    : { data: toGrey(bgrx, width, height, stride), width, height, channels: 1 };
}

/** Colour has to show in more than one pixel of ten thousand: a stray pixel is not a colour page. */
function hasColour(
  bgrx: Uint8Array,
  width: number,
  height: number,
  stride: number,
): boolean {
  let seen = 0;
  const enough = width * height / 10_000;
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * stride; x < width; x++, at += 4) {
      const b = bgrx[at], g = bgrx[at + 1], r = bgrx[at + 2];
      const spread = Math.max(r, g, b) - Math.min(r, g, b);
      if (spread > greyTolerance && ++seen > enough) return true;
    }
  }
  return false;
}

function toRgb(
  bgrx: Uint8Array,
  width: number,
  height: number,
  stride: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * stride; x < width; x++, at += 4) {
      out[to++] = bgrx[at + 2];
      out[to++] = bgrx[at + 1];
      out[to++] = bgrx[at];
    }
  }
  return out;
}

/** Luma by ITU-R BT.601. */
function toGrey(
  bgrx: Uint8Array,
  width: number,
  height: number,
  stride: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(width * height);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * stride; x < width; x++, at += 4) {
      out[to++] = (bgrx[at + 2] * 77 + bgrx[at + 1] * 150 + bgrx[at] * 29 + 128) >> 8;
    }
  }
  return out;
}
