import { fold } from "../../store/fold.ts";
import type { WorkAt } from "../../store/fields.ts";
import type { PageText } from "../pdf/types.ts";
import { type HeadLine, readHead } from "./head.ts";
import { findOpus, showOpus } from "./opus.ts";
import { pagesOn } from "./sheet.ts";
import { readTitle } from "./title.ts";
import { isTempo } from "./vocabulary.ts";

/** Of a longer file a list would come late: none is better than half of one. */
const MOST_PAGES = 40;
const MOST_WORKS = 100;
/** A title less sure than this may be any line. */
const SURE = 0.85;
/** Movements have their names in smaller letters than works. */
const AS_LARGE = 0.9;
const LONGEST = 120;

/** A title above the first staff of a page. */
interface Beginning {
  title: string;
  size: number;
  page: number;
  /** Opus and catalogue numbers of its head, without the number within them; folded. */
  opus: Map<string, string>;
}

/** The works of a file, and what is said of all of them. */
interface Listing {
  /** Empty where there are not several. */
  works: WorkAt[];
  /** The opus that each of them is a part of. */
  opus: string | null;
}

const nothing: Listing = { works: [], opus: null };

/**
 * The works that begin on pages of their own, where there are several: each with a title as
 * large as the first one's. Those that begin further down a page are not among them.
 *
 * @param from the first page with music, 0-based
 */
export function listWorks(
  pages: number,
  from: number,
  textOf: (page: number) => PageText,
): Listing {
  if (pages > MOST_PAGES || from >= pages - 1) return nothing;
  const works: Beginning[] = [];
  for (let page = from; page < pages && works.length < MOST_WORKS; page++) {
    for (const one of beginnings(textOf(page), page)) {
      const [first] = works;
      const known = works.some(({ title }) => fold(title) === fold(one.title));
      if (!known && (!first || one.size >= AS_LARGE * first.size)) works.push(one);
    }
    // Without a title on the first page nothing says how large those of the others are.
    if (works.length === 0) return nothing;
  }
  if (works.length < 2) return nothing;
  const shared = works.map(({ opus }) => opus).reduce((all, one) =>
    new Map([...all].filter(([number]) => one.has(number)))
  );
  return {
    works: works.map(({ title, page }) => ({ title: title.slice(0, LONGEST), page: page + 1 })),
    opus: shared.size > 0 ? [...shared.values()].join(", ") : null,
  };
}

/** "Op. 51, No. 3" is of Op. 51. */
const wholeOpus = (lines: HeadLine[]) =>
  new Map(
    lines.flatMap(({ text }) => findOpus(text)).map((one) => {
      const whole = showOpus(one).replace(/[,\s]+(?:n[or]?\.?\s?[°º]?|№)\s?[\dIVX]+$/iu, "");
      return [fold(whole).replace(/^opus/, "op"), whole];
    }),
  );

function beginnings(sheet: PageText, page: number): Beginning[] {
  return pagesOn(sheet).flatMap((half) => {
    const head = readHead(half);
    if (head.cover) return [];
    const { title, lines } = readTitle(head);
    const [line] = lines;
    const begins = title && title.confidence >= SURE && line.place === "centre" &&
      !isTempo(title.value);
    return begins
      ? [{ title: title.value, size: line.size, page, opus: wholeOpus(head.lines) }]
      : [];
  });
}
