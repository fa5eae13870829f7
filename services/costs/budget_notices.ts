import type { Store } from "../../store/store.ts";
import type { Config } from "../config.ts";
import { quotaWindow } from "../integration/window.ts";
import type { Jobs } from "../jobs.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { World } from "../world.ts";
import type { Budget } from "./budget.ts";

/** A notice to an operator is of no use after a day. */
const USEFUL_MS = 24 * 60 * 60_000;

/**
 * Tells the operators once a month that the budget is nearly spent, and once that it is; of a
 * budget that was raised they are told anew.
 */
export function createBudgetNotices({ budget, store, jobs, mailer, config, world }: {
  readonly budget: Budget;
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly mailer: Mailer;
  readonly config: Config;
  readonly world: World;
}) {
  return {
    /** Tells them where there is something to tell; several instances may do so at once. */
    async tell(): Promise<void> {
      const { state, monthly, spent, hardStop, resetsAt } = await budget.use();
      if ((state !== "near" && state !== "spent") || monthly === null || !mailer.ready) return;
      const what = ["budget", quotaWindow("month", world.now()).start, monthly, state];
      if (await store.told.has(what)) return;
      const operation = store.begin();
      store.told.add(operation, what);
      for (const address of config.adminEmails) {
        const letter = mailer.letter(address, "budget-notice", {
          spent: dollars(spent),
          budget: dollars(monthly),
          over: state === "spent",
          stops: hardStop,
          resetsAt: new Date(resetsAt).toISOString(),
          url: `${config.origin}/admin/costs`,
        }, world.now() + USEFUL_MS);
        jobs.add(operation, "send-mail", letter);
      }
      if (await store.commit(operation) !== null) jobs.kick();
    },
  };
}

const dollars = (millionths: number) => `$${(millionths / 1_000_000).toFixed(2)}`;
