/**
 * How often wrong digits may be typed: beyond that no digits are taken, and the link in the same
 * mail works as always. So who guesses gets nowhere, and costs the owner of the address nothing.
 *
 * @module
 */
import { foldAddress } from "../../store/address.ts";
import type { Allowance, Limit } from "../allowance.ts";
import { logInfo } from "../log.ts";
import { hashToken } from "./token.ts";

/** What a year of guessing comes to is in docs/decisions/013-links-and-digits.md. */
const LIMITS = {
  address: [{ times: 10, per: "day" }, { times: 30, per: "month" }],
  client: [{ times: 20, per: "day" }],
  house: [{ times: 50, per: "day" }],
} as const satisfies Record<string, readonly Limit[]>;

type Share = readonly [what: string, who: string, limit: Limit];

export type WrongCodes = ReturnType<typeof createWrongCodes>;

/** Counts wrong digits. */
export function createWrongCodes(allowance: Allowance) {
  function shares(by: keyof typeof LIMITS, who: string): Share[] {
    return LIMITS[by].map((limit) => [`code-${by}`, who, limit]);
  }
  const ofAddress = async (email: string) => [
    ...shares("address", await hashToken(foldAddress(email))),
    ...shares("house", ""),
  ];

  async function giveBack(taken: readonly Share[]): Promise<void> {
    for (const share of taken) await allowance.giveBack(...share);
  }

  return {
    /**
     * Counts digits as wrong before they are looked at, so that many at once are no more than
     * one after the other.
     *
     * @param client whoever types, as `clientKey` gives it
     * @returns what to give back where they are right; null where none are taken any more
     */
    async take(email: string, client: string): Promise<readonly Share[] | null> {
      const taken: Share[] = [];
      for (const share of [...await ofAddress(email), ...shares("client", client)]) {
        if (await allowance.take(...share) !== null) {
          await giveBack(taken);
          logInfo("code_refused", { limit: share[0] });
          return null;
        }
        taken.push(share);
      }
      return taken;
    },

    giveBack,

    /** Whether no digits are taken for this address, whoever types them. */
    async areOff(email: string): Promise<boolean> {
      for (const share of await ofAddress(email)) {
        if (await allowance.isSpent(...share)) return true;
      }
      return false;
    },
  };
}
