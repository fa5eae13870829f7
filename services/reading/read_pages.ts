import type { Inspection, PageText } from "../pdf/types.ts";
import { emptyFields, type Fields, mergeFields } from "./fields.ts";
import { weighInfo } from "./info.ts";
import { readPage } from "./page_reading.ts";

/** A cover and a blank page or two may come before the music. */
const mostPages = 4;

/**
 * Reads a document by its own pages. The first page with music decides; covers
 * before it fill in what it does not say.
 *
 * It runs in the PDF worker: a page made to be slow to understand must end at the
 * worker's deadline, and hold up nobody else.
 *
 * @param textOf the text of a page, 0-based
 */
export function readPages(
  { pages, info }: Inspection,
  textOf: (page: number) => PageText,
): Fields {
  let fields = emptyFields();
  for (let page = 0; page < Math.min(pages, mostPages); page++) {
    const reading = readPage(textOf(page));
    if (!reading.blank) {
      fields = mergeFields(fields, weighInfo(reading.fields, info));
    }
    if (!reading.cover) break;
  }
  return { ...fields, pages: { value: pages, source: "file", confidence: 1 } };
}
