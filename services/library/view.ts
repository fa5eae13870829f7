/**
 * A page of the library made ready to be shown: every link with its address and its words.
 *
 * @module
 */
import type { ShelfPage } from "./shelf.ts";
import { FILTERS } from "./filters.ts";
import {
  isNarrow,
  LAYOUTS,
  libraryAddress,
  type LibraryQuery,
  libraryQuery,
  queryText,
  questionOf,
  type Sort,
  SORTS,
  toggled,
} from "./query.ts";
import { FIGURES, LETTERS, OTHERS } from "../../store/letters.ts";
import type { Card } from "../../store/cards.ts";
import { DIFFICULTIES, PRACTICE } from "../../store/marks.ts";
import type { SavedView } from "../../store/saved_views.ts";

/** A link, and whether it leads to what is shown already. */
export interface Choice {
  readonly name: string;
  readonly href: string;
  readonly here: boolean;
}

/** A value that the library can be narrowed to. */
export interface FacetValue extends Choice {
  readonly count: number;
}

/** A letter to jump to. */
export interface Letter {
  readonly name: string;
  /** Null: nothing begins with it. */
  readonly href: string | null;
  /** The page begins with it. */
  readonly here: boolean;
}

/** One filter with its values. */
export interface Facet {
  readonly name: string;
  readonly label: string;
  readonly values: readonly FacetValue[];
}

/** Everything that the page of the library shows. */
export interface LibraryView {
  readonly query: LibraryQuery;
  readonly cards: readonly Card[];
  readonly total: number;
  readonly nearly: boolean;
  /** Something was searched for or filtered. */
  readonly narrow: boolean;
  /** What is asked for, as a view of it is kept. */
  readonly question: string;
  /** The page itself, as its forms send it along to come back to it. */
  readonly asked: string;
  /** What stands in the address beside the words, for the form that searches. */
  readonly beside: readonly (readonly [string, string])[];
  readonly sorts: readonly Choice[];
  readonly layouts: readonly Choice[];
  readonly panel: Choice;
  readonly chips: readonly { readonly name: string; readonly href: string }[];
  readonly facets: readonly Facet[];
  readonly views: readonly (Choice & { readonly saved: boolean })[];
  /** Whether what is asked for has a name already, or need not have one. */
  readonly canSave: boolean;
  /** What a person can say of scores, in order. */
  readonly words: { readonly practice: readonly string[]; readonly difficulty: readonly string[] };
  /** The letters to jump to, those that there are with an address; none where they lead nowhere. */
  readonly letters: readonly Letter[];
  readonly first: string | null;
  readonly more: string | null;
}

const SORT_NAMES: Record<Sort, string> = {
  best: "Best match",
  added: "Newest",
  title: "Title",
  composer: "Composer",
  opened: "Opened",
  difficulty: "Difficulty",
};

const LAYOUT_NAMES = { grid: "Grid", list: "List" };

/** More values of one filter than anybody looks through; all composers have a page. */
const MOST_VALUES = 100;

/** Views that everybody has. */
const VIEWS: readonly SavedView[] = [
  { name: "All scores", query: "" },
  { name: "Favourites", query: "favourite=yes" },
  { name: "Learning", query: "practice=learning" },
  { name: "To look at", query: "check=unnamed&check=unsure" },
];

const labelOf = (name: string, value: string): string =>
  FILTERS.find((filter) => filter.name === name)?.values?.[value] ?? value;

/** What the page of the library shows of a query and what was found for it. */
export function libraryView(
  query: LibraryQuery,
  page: ShelfPage,
  saved: readonly SavedView[],
): LibraryView {
  const fresh = { ...query, cursor: null };
  const question = queryText(questionOf(query));
  const { q: _, ...beside } = Object.groupBy(
    new URLSearchParams(queryText(fresh)),
    ([name]) => name,
  );
  const views = [
    ...VIEWS.map((view) => ({ ...view, saved: false })),
    ...saved.map((view) => ({ ...view, saved: true })),
  ].map((view) => {
    const asked = libraryQuery(new URLSearchParams(view.query));
    return {
      name: view.name,
      saved: view.saved,
      href: libraryAddress({ ...asked, layout: query.layout, panel: query.panel }),
      here: queryText(questionOf(asked)) === question,
    };
  });
  return {
    query,
    cards: page.cards,
    total: page.total,
    nearly: page.nearly,
    narrow: isNarrow(query),
    question,
    asked: queryText(query),
    beside: Object.values(beside).flatMap((pairs) => pairs ?? []),
    sorts: SORTS.filter((sort) => sort !== "best" || query.words !== "").map((sort) => ({
      name: SORT_NAMES[sort],
      href: libraryAddress({ ...fresh, sort }),
      here: sort === query.sort,
    })),
    layouts: LAYOUTS.map((layout) => ({
      name: LAYOUT_NAMES[layout],
      href: libraryAddress({ ...fresh, layout }),
      here: layout === query.layout,
    })),
    panel: {
      name: "Filters",
      href: libraryAddress({ ...fresh, panel: !query.panel }),
      here: query.panel,
    },
    chips: chips(fresh),
    facets: facets(fresh, page),
    views,
    canSave: isNarrow(query) && !views.some(({ here }) => here),
    words: { practice: PRACTICE, difficulty: DIFFICULTIES },
    letters: letters(fresh, page),
    first: query.cursor === null ? null : libraryAddress(fresh),
    more: page.cursor === null ? null : libraryAddress({ ...query, cursor: page.cursor }),
  };
}

const LETTER_NAMES: Record<string, string> = { [FIGURES]: "0–9", [OTHERS]: "…" };

function letters(query: LibraryQuery, { letters }: ShelfPage): Letter[] {
  if (letters === null) return [];
  const { there, here } = letters;
  return LETTERS
    // What is no letter is seldom there.
    .filter((letter) => there.includes(letter) || LETTER_NAMES[letter] === undefined)
    .map((letter) => ({
      name: LETTER_NAMES[letter] ?? letter.toUpperCase(),
      href: there.includes(letter) ? libraryAddress({ ...query, cursor: `~${letter}` }) : null,
      here: letter === here,
    }));
}

/** What was chosen, each with the address without it. */
function chips(query: LibraryQuery): LibraryView["chips"] {
  const words = query.words === "" ? [] : [{
    name: `“${query.words}”`,
    href: libraryAddress({
      ...query,
      words: "",
      sort: query.sort === "best" ? "added" : query.sort,
    }),
  }];
  const values = Object.entries(query.chosen).flatMap(([name, chosen]) =>
    chosen.map((value) => ({
      name: labelOf(name, value),
      href: libraryAddress(toggled(query, name, value)),
    }))
  );
  return [...words, ...values];
}

function facets(query: LibraryQuery, { counts }: ShelfPage): Facet[] {
  return [...counts].flatMap(([{ name, label, values: fixed }, counted]) => {
    const chosen = query.chosen[name] ?? [];
    const order = fixed && Object.keys(fixed);
    const known = counted.map(({ value }) => value);
    const values = [
      ...(order === undefined
        ? counted
        : counted.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value))),
      // What is chosen and leaves nothing can be taken back here as well.
      ...chosen.filter((value) => !known.includes(value)).map((value) => ({ value, count: 0 })),
    ].slice(0, MOST_VALUES);
    if (values.length === 0) return [];
    return [{
      name,
      label,
      values: values.map(({ value, count }) => ({
        name: labelOf(name, value),
        count,
        href: libraryAddress(toggled(query, name, value)),
        here: chosen.includes(value),
      })),
    }];
  });
}
