import { decoderOf } from "./encoding.ts";

/** Whether a file begins as a ZIP does: with an entry (APPNOTE.TXT 4.3.7). */
export function beginsLikeZip(head: Uint8Array): boolean {
  return [0x50, 0x4b, 0x03, 0x04].every((byte, at) => head[at] === byte);
}

/** The two roots that a score has (MusicXML 4.0, "Document structure"). */
export const isScoreRoot = (name: string): boolean =>
  name === "score-partwise" || name === "score-timewise";

/** What may stand before the root, by its beginning: where it ends. */
const before: [string, string][] = [["<?", "?>"], ["<!--", "-->"]];

/**
 * Whether a file that begins like this can be MusicXML: its root, or the document type that
 * comes before, is a score's; or it is XML whose root comes later than that.
 */
export function beginsLikeMusicXml(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  let text: string;
  try {
    text = decoderOf(head).decode(head, { stream: true });
  } catch {
    return false;
  }
  let at = 0;
  while (true) {
    while (/\s/.test(text[at] ?? "")) at++;
    const aside = before.find(([start]) => text.startsWith(start, at));
    if (aside === undefined) break;
    const end = text.indexOf(aside[1], at + aside[0].length);
    if (end < 0) return text.startsWith("<?xml"); // What it is shows only when it is read.
    at = end + aside[1].length;
  }
  const root = /^<(?:!DOCTYPE\s+)?([\w.:-]+)/.exec(text.slice(at, at + 200))?.[1];
  return root === undefined ? at > 0 && at === text.length : isScoreRoot(root);
}
