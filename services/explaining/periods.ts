/**
 * The times of music, as handbooks part them.
 *
 * @module
 */

/** A time with its bounds, which are round numbers and no more. */
interface Period {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What of its music is worth knowing at the instrument. */
  readonly hint: string;
}

const periods: readonly Period[] = [
  {
    name: "the Middle Ages",
    from: 500,
    to: 1400,
    hint:
      "Little more than the pitches was written down then: rhythm and tempo in print are an editor’s reading.",
  },
  {
    name: "the Renaissance",
    from: 1400,
    to: 1600,
    hint:
      "Music of that time has, as a rule, neither dynamics nor tempo on the page: its lines breathe with the words and the phrases.",
  },
  {
    name: "the Baroque",
    from: 1600,
    to: 1750,
    hint:
      "Composers of that time left most dynamics and many ornaments to the player: what is printed of them may be the editor’s.",
  },
  {
    name: "the Classical period",
    from: 1750,
    to: 1820,
    hint:
      "Phrases of that time often come in pairs that answer each other, and the end of a slur is lighter than its beginning.",
  },
  {
    name: "the Romantic period",
    from: 1820,
    to: 1900,
    hint:
      "The long line counts there: find where each phrase is going, and let tempo and tone give a little on the way.",
  },
  {
    name: "the twentieth century",
    from: 1900,
    to: 2000,
    hint:
      "Composers of that time write down what they want more exactly than those before: take every sign at its word first.",
  },
];

/** Composers seldom write what lasts before this age. */
const GROWN_UP = 20;
/** What part of the working years makes a period count. */
const LEAST_SHARE = 0.2;

/** A life, in years. */
interface Life {
  readonly born: number;
  readonly died: number;
}

/** What part of the working years falls in a period, 0 to 1. */
function share({ born, died }: Life, period: Period): number {
  const from = Math.min(born + GROWN_UP, died - 1);
  const shared = Math.min(died, period.to) - Math.max(from, period.from);
  return Math.max(0, shared) / (died - from);
}

/** The periods in which the working years of a life fall, earliest first. */
export function periodsOf(life: Life): Period[] {
  return periods.filter((one) => share(life, one) >= LEAST_SHARE);
}

/** The one in which most of them fall. */
export function mainPeriod(life: Life): Period {
  return periods.toSorted((a, b) => share(life, b) - share(life, a))[0];
}
