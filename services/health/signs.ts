/**
 * By what signs it shows that a third party is not well: the thresholds, as a table.
 *
 * @module
 */
import type { Severity } from "../../store/incidents.ts";
import { AWAY_AFTER } from "./last_calls.ts";
import type { Measure } from "./measure.ts";

/** Stable: the health report, incidents and the banner go by it. */
export type SignName =
  | "failing"
  | "used_up"
  | "over_budget"
  | "retired"
  | "errors"
  | "slow"
  | "dead_letters"
  | "retiring"
  | "nearly_used_up";

/** One sign. */
export interface Sign {
  readonly name: SignName;
  readonly severity: Severity;
  /** Signs of one subject make one incident. */
  readonly subject: "service" | "allowance" | "retirement" | "letters";
  /** How long it must hold before it is an incident. */
  readonly afterMs: number;
  /** Whether its stand-in plays. */
  readonly standIn: boolean;
  /** After the integration's name, or "it". */
  readonly says: string;
  /** The same, when it is over. */
  readonly ends: string;
  readonly holds: (measure: Measure) => boolean;
}

/** The specification's thresholds: slower than 5 s, more than 1 % errors, 80 % of a quota. */
const SLOW_MS = 5_000;
const ERRORS = 0.01;
const NEAR = 0.8;
/** A share of fewer calls than this says nothing. */
const CALLS_FOR_ERRORS = 20;
const CALLS_FOR_SLOWNESS = 5;
/** One letter that cannot arrive is its address's fault. */
const DEAD_LETTERS = 5;
const TWO_MINUTES = 2 * 60_000;

/** The worst first. */
export const SIGNS: readonly Sign[] = [
  {
    name: "failing",
    severity: "major",
    subject: "service",
    afterMs: 0,
    standIn: true,
    says: "is not answering",
    ends: "answers again",
    holds: ({ breaker, row }) => breaker === "open" || row >= AWAY_AFTER,
  },
  {
    name: "used_up",
    severity: "major",
    subject: "service",
    afterMs: TWO_MINUTES,
    standIn: true,
    says: "has no allowance left",
    ends: "has a new allowance",
    holds: ({ quotas, saidUsedUp }) => saidUsedUp || quotas.some(({ remaining }) => remaining <= 0),
  },
  {
    name: "over_budget",
    severity: "major",
    subject: "service",
    afterMs: 0,
    standIn: true,
    says: "is paused: this month’s budget is spent",
    ends: "is called again",
    holds: ({ overBudget }) => overBudget,
  },
  {
    name: "retired",
    severity: "minor",
    subject: "retirement",
    afterMs: 0,
    standIn: false,
    says: "no longer has what is asked of it",
    ends: "has what is asked of it",
    holds: ({ retired }) => retired,
  },
  {
    name: "errors",
    severity: "minor",
    subject: "service",
    afterMs: TWO_MINUTES,
    standIn: false,
    says: "fails now and then",
    ends: "fails no more",
    holds: ({ calls, failures }) => calls >= CALLS_FOR_ERRORS && failures / calls > ERRORS,
  },
  {
    name: "slow",
    severity: "minor",
    subject: "service",
    afterMs: TWO_MINUTES,
    standIn: false,
    says: "is slow",
    ends: "is quick again",
    holds: ({ calls, latency: { p95 } }) =>
      calls >= CALLS_FOR_SLOWNESS && p95 !== null && p95 > SLOW_MS,
  },
  {
    name: "dead_letters",
    severity: "notice",
    subject: "letters",
    afterMs: 0,
    standIn: false,
    says: "could not bring several letters, which were given up",
    ends: "gives up no more letters",
    holds: ({ deadLetters }) => deadLetters >= DEAD_LETTERS,
  },
  {
    name: "retiring",
    severity: "notice",
    subject: "retirement",
    afterMs: 0,
    standIn: false,
    says: "says that something it offers is going away",
    ends: "says no more that something is going away",
    holds: ({ notices }) => notices.length > 0,
  },
  {
    name: "nearly_used_up",
    severity: "notice",
    subject: "allowance",
    afterMs: TWO_MINUTES,
    standIn: false,
    says: "has little of its allowance left",
    ends: "has enough of its allowance again",
    holds: ({ quotas }) => quotas.some(({ used, limit }) => used >= limit * NEAR),
  },
];

/** The signs that show, the worst first. */
export function signsOf(measure: Measure): Sign[] {
  return SIGNS.filter(({ holds }) => holds(measure));
}

/** A sign by its name; the store keeps names. */
export const signNamed = (name: string): Sign | undefined =>
  SIGNS.find((sign) => sign.name === name);
