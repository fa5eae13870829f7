/**
 * What of the library is asked for, as an address says it.
 *
 * @module
 */
import { LETTERS } from "../../store/letters.ts";
import { limits } from "../problem.ts";
import { type Chosen, FILTERS } from "./filters.ts";

/** The orders that a person can choose from; `best` only where words are searched for. */
export const SORTS = ["best", "added", "title", "composer", "opened", "difficulty"] as const;
export type Sort = (typeof SORTS)[number];

/** How the scores are laid out. */
export const LAYOUTS = ["grid", "list"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What of the library is asked for. */
export interface LibraryQuery {
  readonly words: string;
  readonly chosen: Chosen;
  readonly sort: Sort;
  readonly layout: Layout;
  /** Whether the filters stand open beside the scores. */
  readonly panel: boolean;
  /** Where the page begins: as the one before said, or `~` and a letter, which an address says by `from`. */
  readonly cursor: string | null;
}

/** More values of one filter than anybody chooses. */
const MOST_VALUES = 20;

const oneOf = <T extends string>(values: readonly T[], said: string | null): T | undefined =>
  values.find((value) => value === said);

function usualSort(words: string): Sort {
  return words === "" ? "added" : "best";
}

function fromLetter(said: string | null): string | null {
  return said !== null && LETTERS.includes(said) ? `~${said}` : null;
}

/** The query of a library address; what is not understood counts as not said. */
export function libraryQuery(params: URLSearchParams): LibraryQuery {
  const words = (params.get("q") ?? "").slice(0, limits.fieldCharacters).trim();
  const chosen = Object.fromEntries(
    FILTERS.flatMap(({ name, values }) => {
      const said = [...new Set(params.getAll(name))]
        .filter((value) =>
          value !== "" && value.length <= limits.fieldCharacters &&
          (values === undefined || Object.hasOwn(values, value))
        )
        .slice(0, MOST_VALUES);
      return said.length === 0 ? [] : [[name, said]];
    }),
  );
  const sort = oneOf(SORTS, params.get("sort"));
  return {
    words,
    chosen,
    sort: sort === undefined || (sort === "best" && words === "") ? usualSort(words) : sort,
    layout: oneOf(LAYOUTS, params.get("layout")) ?? "grid",
    panel: params.get("filters") === "open",
    cursor: params.get("cursor") ?? fromLetter(params.get("from")),
  };
}

/** The query as an address says it, without what is usual, and with nothing that it does not know. */
export function queryText(query: LibraryQuery): string {
  const { words, chosen, sort, layout, panel, cursor } = query;
  const params = new URLSearchParams();
  if (words !== "") params.set("q", words);
  for (const [name, values] of Object.entries(chosen)) {
    for (const value of values) params.append(name, value);
  }
  if (sort !== usualSort(words)) params.set("sort", sort);
  if (layout !== "grid") params.set("layout", layout);
  if (panel) params.set("filters", "open");
  if (cursor?.[0] === "~") params.set("from", cursor.slice(1));
  else if (cursor !== null) params.set("cursor", cursor);
  return params.toString();
}

/** The address of the library as `query` asks for it. */
export function libraryAddress(query: LibraryQuery): string {
  const text = queryText(query);
  return text === "" ? "/scores" : `/scores?${text}`;
}

/** The letter that the page is to begin with, where it says one. */
export function letterAsked({ cursor, sort }: LibraryQuery): string | null {
  const letter = cursor?.[0] === "~" ? cursor.slice(1) : "";
  return byName(sort) && LETTERS.includes(letter) ? letter : null;
}

/** The orders in which one looks for a letter. */
export const byName = (sort: Sort): sort is "title" | "composer" =>
  sort === "title" || sort === "composer";

/** What is asked for without where on the way through it one is, or how it is laid out. */
export function questionOf(query: LibraryQuery): LibraryQuery {
  return { ...query, cursor: null, panel: false, layout: "grid" };
}

/** The query with a value chosen, or no longer; on its first page. */
export function toggled(query: LibraryQuery, name: string, value: string): LibraryQuery {
  const before = query.chosen[name] ?? [];
  const after = before.includes(value)
    ? before.filter((other) => other !== value)
    : [...before, value];
  const { [name]: _, ...others } = query.chosen;
  return {
    ...query,
    cursor: null,
    chosen: after.length === 0 ? others : { ...others, [name]: after },
  };
}

/** Whether it asks for some of the scores, not for all. */
export function isNarrow({ words, chosen }: LibraryQuery): boolean {
  return words !== "" || Object.keys(chosen).length > 0;
}
