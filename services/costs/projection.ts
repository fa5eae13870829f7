/**
 * What the specification takes a house of so many people to use, and what that would cost.
 *
 * @module
 */
import type { IntegrationName, Price } from "../integration/definition.ts";

/** How the specification has 10,000 people use a service: 500 mails and 1,000 readings a day. */
interface Use {
  readonly callsADayEach: number;
  /** What a call takes, so that a thousand readings a day cost the 50 dollars a month of the specification. */
  readonly tokensACall: number;
  /** A free plan has room for so many calls a day; whoever needs more pays for all of them. */
  readonly freeADay: number;
  /** Sold by so many calls a month: a block that is begun is paid. */
  readonly block: number;
}

const PER_10_000 = 10_000;
const DAYS = 30;

const USES: Partial<Record<IntegrationName, Use>> = {
  resend: { callsADayEach: 500 / PER_10_000, tokensACall: 0, freeADay: 100, block: 50_000 },
  gemini: { callsADayEach: 1_000 / PER_10_000, tokensACall: 10_000 / 3, freeADay: 100, block: 1 },
};

/** The most that makes sense to ask about. */
export const MOST_USERS = 10_000_000;

/** What a service is taken to be used, and to cost. */
export interface Projected {
  readonly name: IntegrationName;
  /** Rounded; null where it costs nothing however much it is used. */
  readonly callsADay: number | null;
  /** Millionths of a US dollar a month. */
  readonly cost: number;
}

/** The specification's table for so many people, by the prices that are set here. */
export function project(
  users: number,
  prices: Readonly<Record<IntegrationName, Price>>,
): Projected[] {
  return (["google-oauth", "resend", "gemini"] as const).map((name) => {
    const use = USES[name];
    if (use === undefined) return { name, callsADay: null, cost: 0 };
    const callsADay = users * use.callsADayEach;
    const paid = callsADay <= use.freeADay
      ? 0
      : Math.ceil(callsADay * DAYS / use.block) * use.block;
    const { perCall, perThousandTokens } = prices[name];
    const perOne = perCall + perThousandTokens * use.tokensACall / 1_000;
    return { name, callsADay: Math.round(callsADay), cost: Math.round(paid * perOne) };
  });
}
