import type { BudgetUse } from "../../services/costs/budget.ts";
import { Notice } from "../Notice.tsx";
import { dollars } from "./numbers.ts";
import { Until } from "./Until.tsx";

/** A line where the month's budget is nearly spent, or is: what stops, until when, what to do. */
export function BudgetNotice({ budget, now, link = false }: {
  budget: BudgetUse;
  now: number;
  /** Whether it leads to the page of costs. */
  link?: boolean;
}) {
  const { state, spent, monthly, hardStop, resetsAt } = budget;
  if (monthly === null || (state !== "near" && state !== "spent")) return null;
  return (
    <Notice kind={state === "spent" ? "error" : "plain"}>
      <p>
        <strong class="font-medium">
          This month’s budget is {state === "spent" ? "spent" : "nearly spent"}
        </strong>
        : {dollars(spent)} of {dollars(monthly)}. The next month begins{" "}
        <Until at={resetsAt} now={now} />.
      </p>
      <p class="mt-1">
        {!hardStop
          ? "Nothing stops by itself. To stop something, switch it off under Flags."
          : state === "spent"
          ? "Calls that cost are not made and the stand-ins play. To go on earlier, raise MONTHLY_BUDGET_USD and start anew."
          : "Once it is spent, calls that cost are not made and the stand-ins play. To go on, raise MONTHLY_BUDGET_USD."}
      </p>
      {link && (
        <a href="/admin/costs" class="inline-flex items-center min-h-11 text-accent underline">
          See the costs
        </a>
      )}
    </Notice>
  );
}
