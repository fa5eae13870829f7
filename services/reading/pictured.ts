import type { PageText } from "../pdf/types.ts";
import { legible } from "./legible.ts";
import { isMusicFont } from "./music_fonts.ts";
import { mostPages } from "./read_pages.ts";
import { findStaves } from "./staves.ts";

/**
 * Whether a document's first pages, up to the first with music, have to be read from their
 * pictures: they are scans, their letters are drawn as shapes, or nothing says which they are.
 *
 * @param textOf the text of a page, 0-based
 */
export function isPictured(pages: number, textOf: (page: number) => PageText): boolean {
  for (let page = 0; page < Math.min(pages, mostPages); page++) {
    const text = textOf(page);
    const runs = text.runs.filter((run) => !isMusicFont(run));
    const named = legible(runs);
    if (text.scan || named.length < runs.length) return true;
    const music = findStaves(text).length > 0 || text.runs.length > runs.length;
    if (named.length === 0 && (music || text.rules.length > 0)) return true;
    if (music) return false;
  }
  return false;
}
