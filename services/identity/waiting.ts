/**
 * What the browser that asked to sign in is told while it waits.
 *
 * @module
 */
import type { Attempt } from "../../store/attempts.ts";
import type { Delivery } from "../../store/deliveries.ts";
import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";
import { groupedCode } from "./approval_code.ts";
import { type Attempts, type Standing, standing } from "./attempt.ts";
import { hashToken } from "./token.ts";

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
  /** `spent` when all tries are gone. */
  readonly code: "none" | "open" | "spent" | "expired";
  readonly triesLeft: number;
  readonly approvalCode: string;
}

/** Says where an attempt and its mail are. */
export function createWaiting({ store, attempts, world }: {
  readonly store: Store;
  readonly attempts: Attempts;
  readonly world: World;
}) {
  const news = (attempt: Attempt, delivery: Delivery | null): News => ({
    mail: attempt.letterId === null ? "none" : delivery?.state ?? "leaving",
    standing: standing(attempt, world.now()),
  });

  function codeState({ code }: Attempt): Waiting["code"] {
    if (code === null) return "none";
    if (world.now() > code.expiresAt) return "expired";
    return code.triesLeft === 0 ? "spent" : "open";
  }

  return {
    /** @param secret the browser's own; null, and null comes back, where it has none that is known */
    async look(secret: string | null): Promise<Waiting | null> {
      const attempt = (await attempts.find(secret))?.value;
      if (!attempt) return null;
      const { email, returnTo, expiresAt, letterId, approvalCode } = attempt;
      return {
        ...news(attempt, letterId === null ? null : await store.deliveries.get(letterId)),
        email,
        returnTo,
        expiresAt,
        code: codeState(attempt),
        triesLeft: attempt.code?.triesLeft ?? 0,
        approvalCode: groupedCode(approvalCode),
      };
    },

    /** How it stands, and again whenever that changes, until the attempt is over or `signal` ends. */
    async *watch(secret: string, signal: AbortSignal): AsyncGenerator<News> {
      const attempt = (await attempts.find(secret))?.value;
      if (!attempt) return;
      const rows = store.attempts.watch(await hashToken(secret), attempt.letterId, signal);
      let told = "";
      for await (const [attempt, delivery] of rows) {
        if (attempt === null) return;
        const now = news(attempt, delivery);
        if (JSON.stringify(now) === told) continue; // A wrong code changes the row, and nothing here.
        told = JSON.stringify(now);
        yield now;
        if (now.standing !== "open") return;
      }
    },
  };
}
