import type { Card } from "../../store/cards.ts";
import { mainPeriod } from "../explaining/periods.ts";
import { knownComposer } from "../reading/composers.ts";

/** The times of music, earliest first. */
export const PERIODS = ["medieval", "renaissance", "baroque", "classical", "romantic", "modern"];

/** Where each begins, as handbooks part them: round numbers and no more. */
const BEGINS = [0, 1400, 1600, 1750, 1820, 1900];
/** Whose death is not known, or yet to come, is taken to have lived so long. */
const A_LIFE = 75;

const atYear = (year: number) => PERIODS[BEGINS.findLastIndex((from) => from <= year)];

/** What was found for each composer: a library has few, and many scores of each. */
const known = new Map<string, string | null>();
const MOST_KNOWN = 5_000;

function ofComposer(name: string): string | null {
  let period = known.get(name);
  if (period === undefined) {
    const composer = knownComposer(name);
    period = composer === null || composer.born === 0
      ? null
      : atYear(mainPeriod({ ...composer, died: composer.died || composer.born + A_LIFE }).from);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(name, period);
  }
  return period;
}

/**
 * The time that a score's music is of: its composer's, where they are in the reading's list, else
 * that of its year; null where neither is known. The year comes second, for what is printed of
 * years is mostly an edition's.
 */
export function periodOf({ composer, year }: Pick<Card, "composer" | "year">): string | null {
  const period = composer === "" ? null : ofComposer(composer);
  if (period !== null) return period;
  const printed = /\b1\d{3}\b|\b20\d\d\b/.exec(year);
  return printed === null ? null : atYear(Number(printed[0]));
}
