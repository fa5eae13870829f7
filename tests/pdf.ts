/**
 * Files that a person might choose, made to order.
 *
 * @module
 */
import { makePdf, padded, type Words } from "./fixtures/make_pdf.ts";

/** What to make. */
export interface PdfPlan {
  readonly words?: Words[];
  readonly pages?: number;
  /** Bytes that no page uses, to make the file large. */
  readonly padding?: number;
}

/** A title page as a publisher sets it. */
export function titlePage(title: string, composer: string, opus = ""): Words[] {
  return [
    { text: title, size: 24, x: 297 - title.length * 6, y: 760 },
    { text: composer, size: 12, x: 540 - composer.length * 6, y: 715 },
    ...(opus === "" ? [] : [{ text: opus, size: 12, x: 540 - opus.length * 6, y: 700 }]),
  ];
}

/** A PDF file of `pages` pages, the words on the first. */
export function pdfFile(name: string, { words, pages = 1, padding = 0 }: PdfPlan = {}): File {
  const blank = Array.from({ length: pages - 1 }, () => ({}));
  const pdf = makePdf([{ words }, ...blank]);
  return new File([padding > 0 ? padded(pdf, padding) : pdf], name, { type: "application/pdf" });
}
