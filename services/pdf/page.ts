import { PdfError } from "./error.ts";
import type { Pdfium } from "./pdfium.ts";

/**
 * Loads one page, hands it to `use`, and closes it whatever happens.
 * Throws PdfError: `no_such_page` outside the document, `damaged` when the page cannot be parsed.
 */
export function withPage<T>(
  pdfium: Pdfium,
  document: number,
  index: number,
  use: (page: number) => T,
): T {
  const pages = pdfium.FPDF_GetPageCount(document);
  if (!Number.isInteger(index) || index < 0 || index >= pages) {
    throw new PdfError(
      "no_such_page",
      `Cannot read page ${index + 1}: the PDF has ${pages}`,
    );
  }
  const page = pdfium.FPDF_LoadPage(document, index);
  if (!page) {
    throw new PdfError(
      "damaged",
      `Cannot read page ${index + 1}: it is damaged`,
    );
  }
  try {
    return use(page);
  } finally {
    pdfium.FPDF_ClosePage(page);
  }
}
