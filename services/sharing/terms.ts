const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a link can be good for, in milliseconds; null: until it is ended. */
export const TERMS = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  always: null,
} as const;

/** The name of a term. */
export type Term = keyof typeof TERMS;

/** The term that a form says; a week where it says none. */
export function termOf(said: string | null): Term {
  return said !== null && Object.hasOwn(TERMS, said) ? said as Term : "week";
}
