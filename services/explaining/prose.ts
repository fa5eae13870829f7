/**
 * Text of a model's, made safe to print: a handful of Markdown's signs, and nothing
 * that is not text.
 *
 * @module
 */

/** A stretch of text in one hand. */
export interface Run {
  readonly text: string;
  readonly strong: boolean;
}

/** A paragraph, a heading or a list. */
export type Block =
  | { readonly kind: "heading"; readonly runs: readonly Run[] }
  | { readonly kind: "paragraph"; readonly runs: readonly Run[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Run[])[] };

/** Nobody reads more; a text of nothing but line ends would make thousands. */
const MOST_BLOCKS = 200;

/**
 * What is no text to read (Unicode's category C): controls, marks that turn the direction of
 * writing or take no room, tags that hide words, halves of letters.
 */
const UNSEEN = /(?![\n\t])\p{C}/gu;
/** More than three marks on one letter run over the lines around it. */
const PILED = /(\p{M}{3})\p{M}+/gu;
const LINK = /!?\[([^[\]\n]{0,300})\]\([^)\n]{0,500}\)/g;
/** What asks to be visited: no explanation needs it, and what a page of music says may have put it there. */
const ADDRESS = /(?:https?:\/\/|www\.)\S+/giu;

const HEADING = /^\s?#{1,6}\s(.+)$/u;
const BOLD_LINE = /^\*\*([^*]+)\*\*:?$/u;
const ITEM = /^\s?(?:[-*•+]|\d{1,2}[.)])\s(.+)$/u;
const RULE = /^\s?(?:[-*_]\s?){3,}$/u;

/**
 * The text as blocks: `#` headings, `-` and `1.` lists, `**bold**`, paragraphs parted by empty
 * lines. Everything else stands as it was written, as text.
 *
 * @example
 * prose("# Style\nA **minuet**."); // a heading, and a paragraph of three runs
 */
export function prose(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let items: string[] = [];

  const endParagraph = () => {
    if (lines.length > 0) blocks.push({ kind: "paragraph", runs: runs(lines.join(" ")) });
    lines = [];
  };
  const endList = () => {
    if (items.length > 0) blocks.push({ kind: "list", items: items.map(runs) });
    items = [];
  };
  for (const line of clean(text).split("\n")) {
    if (blocks.length >= MOST_BLOCKS) return blocks;
    const heading = HEADING.exec(line) ?? BOLD_LINE.exec(line);
    const item = ITEM.exec(line);
    if (heading || line.trim() === "" || RULE.test(line)) {
      endParagraph();
      endList();
      if (heading) blocks.push({ kind: "heading", runs: [plain(heading[1].replace(/ #+$/, ""))] });
    } else if (item) {
      endParagraph();
      items.push(item[1]);
    } else if (items.length > 0 && /^\s/.test(line)) {
      items.push(`${items.pop()} ${line.trim()}`); // The item goes on.
    } else {
      endList();
      lines.push(line.trim());
    }
  }
  endParagraph();
  endList();
  return blocks;
}

function clean(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(UNSEEN, "").replace(PILED, "$1")
    .replace(LINK, "$1").replace(ADDRESS, "[address left out]")
    // One space for several keeps every pattern here linear.
    .replace(/[^\S\n]+/g, " ");
}

/** Every second piece between double asterisks is bold; one that is not closed is not. */
function runs(text: string): Run[] {
  const pieces = text.split("**");
  if (pieces.length % 2 === 0) pieces.push(pieces.splice(-2).join(""));
  return pieces.map((piece, at) => ({ ...plain(piece), strong: at % 2 === 1 }))
    .filter((run) => run.text !== "");
}

/** Without the signs for italics and code, which say nothing once they are not set. */
function plain(text: string): Run {
  const words = text.replaceAll("**", "").replace(/`/g, "")
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, "$2");
  return { text: words, strong: false };
}
