import { PdfError } from "./error.ts";
import { type Pdfium, readString } from "./pdfium.ts";
import type { Inspection, PdfInfo } from "./types.ts";

const infoKeys: Record<keyof PdfInfo, string> = {
  title: "Title",
  author: "Author",
  subject: "Subject",
  keywords: "Keywords",
  creator: "Creator",
  producer: "Producer",
  creationDate: "CreationDate",
};

/**
 * Counts a document's pages and reads its Info fields.
 * Throws PdfError: `damaged` without a readable page, `too_many_pages` above `maxPages`.
 */
export function inspectDocument(
  pdfium: Pdfium,
  document: number,
  maxPages: number,
): Inspection {
  const pages = pdfium.FPDF_GetPageCount(document);
  if (pages < 1) {
    throw new PdfError("damaged", "Cannot read the PDF: it has no pages");
  }
  if (pages > maxPages) {
    throw new PdfError(
      "too_many_pages",
      `Cannot take the PDF: it has ${pages} pages, more than ${maxPages}`,
    );
  }
  const shapes: number[] = [];
  const size = pdfium.malloc(8);
  try {
    for (let page = 0; page < pages; page++) {
      if (!pdfium.FPDF_GetPageSizeByIndexF(document, page, size)) {
        throw new PdfError(
          "damaged",
          `Cannot read the PDF: page ${page + 1} of ${pages} is missing`,
        );
      }
      shapes.push(shape(pdfium.bytes(size, 8).slice()));
    }
  } finally {
    pdfium.free(size);
  }
  return { pages, shapes, info: readInfo(pdfium, document) };
}

/** Height by width from an FS_SIZEF, within what a page on a stand can be. */
function shape(size: Uint8Array<ArrayBuffer>): number {
  const [width, height] = new Float32Array(size.buffer);
  const ratio = height / width;
  if (!Number.isFinite(ratio)) return Math.SQRT2;
  return Math.round(Math.min(Math.max(ratio, 0.1), 10) * 1000) / 1000;
}

function readInfo(pdfium: Pdfium, document: number): PdfInfo {
  const info: PdfInfo = {};
  for (
    const [name, key] of Object.entries(infoKeys) as [keyof PdfInfo, string][]
  ) {
    const tag = cString(pdfium, key);
    try {
      const value = readString(
        pdfium,
        "utf-16le",
        (buffer, length) => pdfium.FPDF_GetMetaText(document, tag, buffer, length),
      ).trim();
      if (value) info[name] = value;
    } finally {
      pdfium.free(tag);
    }
  }
  return info;
}

function cString(pdfium: Pdfium, text: string): number {
  const encoded = new TextEncoder().encode(text + "\0");
  const at = pdfium.malloc(encoded.length);
  pdfium.bytes(at, encoded.length).set(encoded);
  return at;
}
