import type { PdfDocument, PdfEngine } from "../pdf/engine.ts";
import { emptyFields, type Fields, mergeFields } from "./fields.ts";
import { weighInfo } from "./info.ts";
import { readPage } from "./page_reading.ts";

/** A cover and a blank page or two may come before the music. */
const mostPages = 4;

/**
 * Reads a PDF by its own pages. The first page with music decides; covers
 * before it fill in what it does not say. Rejects with a PdfError.
 *
 * @param maxPages documents with more pages are refused (`too_many_pages`)
 */
export async function readLocally(
  engine: PdfEngine,
  doc: PdfDocument,
  maxPages = 100,
): Promise<Fields> {
  const { pages, info } = await engine.inspect(doc, { maxPages });
  let fields = emptyFields();
  for (let page = 0; page < Math.min(pages, mostPages); page++) {
    const [text] = await engine.text(doc, { pages: [page] });
    const reading = readPage(text);
    if (!reading.blank) {
      fields = mergeFields(fields, weighInfo(reading.fields, info));
    }
    if (!reading.cover) break;
  }
  return { ...fields, pages: { value: pages, source: "file", confidence: 1 } };
}
