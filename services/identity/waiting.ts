/**
 * What the browser that asked to sign in is told while it waits.
 *
 * @module
 */
import type { Attempt } from "../../store/attempts.ts";
import type { Delivery } from "../../store/deliveries.ts";
import type { Store } from "../../store/store.ts";
import { pause } from "../pause.ts";
import type { World } from "../world.ts";
import { groupedCode } from "./approval_code.ts";
import { type Attempts, type Standing, standing } from "./attempt.ts";
import type { WrongCodes } from "./wrong_codes.ts";

/**
 * News of a mail comes in steps of so long since it was asked for. Between a mail that is sent and
 * one that only fares so (`Letter.rehearsal`) the service's own time would tell the difference.
 */
const BEAT_MS = 2_000;

/** Where the mail is; `none` where none was written. */
export type MailState = Delivery["state"] | "none";

/** What changes while the page is open. */
export interface News {
  readonly mail: MailState;
  readonly standing: Standing;
}

/** All that the page shows. */
export interface Waiting extends News {
  readonly email: string;
  readonly returnTo: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** `spent` when all tries are gone, also those of all that asked for this address. */
  readonly code: "none" | "open" | "spent" | "expired";
  readonly triesLeft: number;
  readonly approvalCode: string;
}

/** Says where an attempt and its mail are. */
export function createWaiting({ store, attempts, wrongCodes, world }: {
  readonly store: Store;
  readonly attempts: Attempts;
  readonly wrongCodes: WrongCodes;
  readonly world: World;
}) {
  /** Milliseconds since the last beat of an attempt. */
  const sinceBeat = ({ askedAt }: Attempt) => (world.now() - askedAt) % BEAT_MS;

  /** Where the mail was at the last beat. */
  async function mail(attempt: Attempt): Promise<MailState> {
    if (attempt.letterId === null) return "none";
    const delivery = await store.deliveries.get(attempt.letterId);
    if (delivery === null) return "leaving";
    return delivery.at <= world.now() - sinceBeat(attempt) ? delivery.state : delivery.before;
  }

  const news = async (attempt: Attempt): Promise<News> => ({
    mail: await mail(attempt),
    standing: standing(attempt, world.now()),
  });

  async function codeState({ code, email }: Attempt): Promise<Waiting["code"]> {
    if (code === null) return "none";
    if (world.now() > code.expiresAt) return "expired";
    return code.triesLeft === 0 || await wrongCodes.areOff(email) ? "spent" : "open";
  }

  return {
    /** @param secret the browser's own; null, and null comes back, where it has none that is known */
    async look(secret: string | null): Promise<Waiting | null> {
      const attempt = (await attempts.find(secret))?.value;
      if (!attempt) return null;
      const { email, returnTo, expiresAt, approvalCode } = attempt;
      return {
        ...await news(attempt),
        email,
        returnTo,
        expiresAt,
        code: await codeState(attempt),
        triesLeft: attempt.code?.triesLeft ?? 0,
        approvalCode: groupedCode(approvalCode),
      };
    },

    /** How it stands, and at each beat that has news, until the attempt is over or `signal` ends. */
    async *watch(secret: string, signal: AbortSignal): AsyncGenerator<News> {
      let told = "";
      while (!signal.aborted) {
        const attempt = (await attempts.find(secret))?.value;
        if (!attempt) return;
        const now = await news(attempt);
        if (JSON.stringify(now) !== told) yield now;
        if (now.standing !== "open") return;
        told = JSON.stringify(now);
        await pause(BEAT_MS - sinceBeat(attempt), signal);
      }
    },
  };
}
