/**
 * What a library can be narrowed by: a table, so that another way is another row.
 *
 * @module
 */
import { DIFFICULTIES, PRACTICE } from "../../store/marks.ts";
import type { Entry } from "./entry.ts";
import type { Memberships } from "./memberships.ts";
import { PERIODS } from "./period.ts";

/** One way to narrow the library. */
export interface Filter {
  /** Its name in an address. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** Several values at once: a score must have one of them, or all of them. */
  readonly several: "one" | "all";
  /** The values of a score; none where nothing is known. */
  readonly of: (entry: Entry, lists: Memberships) => readonly string[];
  /** The values there can be, in order, each with what people call it; else any, the most frequent first. */
  readonly values?: Readonly<Record<string, string>>;
}

const named = (values: readonly string[]) =>
  Object.fromEntries(values.map((value) => [value, value[0].toUpperCase() + value.slice(1)]));

const some = (value: string | null) => value === null || value === "" ? [] : [value];

/** In the order in which they are shown. */
export const FILTERS: readonly Filter[] = [
  {
    name: "favourite",
    label: "Favourites",
    several: "one",
    of: ({ card }) => card.favourite ? ["yes"] : [],
    values: { yes: "Favourites only" },
  },
  {
    name: "check",
    label: "To look at",
    several: "one",
    of: ({ card }) => some(card.status === "ready" ? card.doubt : null),
    values: { unnamed: "Title not found", unsure: "Reading not sure" },
  },
  {
    name: "practice",
    label: "Practice",
    several: "one",
    of: ({ card }) => some(card.practice),
    values: named(PRACTICE),
  },
  {
    name: "difficulty",
    label: "Difficulty",
    several: "one",
    of: ({ card }) => some(card.difficulty),
    values: named(DIFFICULTIES),
  },
  {
    name: "collection",
    label: "Collection",
    several: "all",
    of: ({ card }, lists) => lists.get(card.id) ?? [],
  },
  { name: "tag", label: "Tag", several: "all", of: ({ card }) => card.tags },
  { name: "composer", label: "Composer", several: "one", of: ({ card }) => some(card.composer) },
  { name: "instrument", label: "Instrument", several: "all", of: ({ card }) => card.instruments },
  {
    name: "period",
    label: "Period",
    several: "one",
    of: ({ period }) => some(period),
    values: named(PERIODS),
  },
  { name: "key", label: "Key", several: "one", of: ({ card }) => some(card.key) },
];

/** What was chosen, by filter. */
export type Chosen = Readonly<Record<string, readonly string[]>>;
