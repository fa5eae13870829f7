import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { BudgetNotice } from "../../components/desk/BudgetNotice.tsx";
import { CostTable } from "../../components/desk/CostTable.tsx";
import { dollars } from "../../components/desk/numbers.ts";
import { Projection } from "../../components/desk/Projection.tsx";
import { TextField } from "../../components/TextField.tsx";
import { define } from "../../define.ts";
import { MOST_USERS } from "../../services/costs/projection.ts";

/** As many as the specification projects for. */
const USERS = 10_000;

const MONTH = new Intl.DateTimeFormat("en-GB", {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

export const handler = define.handlers({
  async GET(ctx) {
    const { costs } = ctx.state.services;
    const typed = ctx.url.searchParams.get("users");
    const users = typed === null ? USERS : Number(typed.replace(/[\s,.'’]/g, "") || NaN);
    const good = Number.isInteger(users) && users >= 1 && users <= MOST_USERS;
    return page({
      ...await costs.month(),
      typed: typed ?? String(USERS),
      users: good ? users : null,
      projected: good ? costs.project(users) : [],
    });
  },
});

export default define.page<typeof handler>(function Costs({ data }) {
  const { now, from, budget, services, atThisPace, typed, users, projected } = data;
  const { monthly, spent } = budget;
  const stops = budget.hardStop
    ? " Once it is spent, calls that cost stop."
    : " Nothing stops by itself once it is spent.";
  return (
    <>
      <Head>
        <title>Costs · The desk · Attacca</title>
      </Head>
      <h1 class="work text-4xl">{dollars(spent)} in {MONTH.format(from)}</h1>
      <p class="mt-3 text-quiet max-w-prose">
        {atThisPace !== null && `${dollars(atThisPace)} by its end, if it goes on like this. `}
        {monthly === null
          ? "There is no budget; MONTHLY_BUDGET_USD sets one."
          : `The budget is ${dollars(monthly)}.${stops}`}
      </p>
      {monthly !== null && (
        <meter
          value={Math.min(spent, monthly)}
          max={Math.max(monthly, 1)}
          high={Math.max(monthly, 1) * 0.8}
          aria-label="How much of this month’s budget is spent"
          aria-valuetext={`${dollars(spent)} of ${dollars(monthly)}`}
          class="filled block w-full max-w-md mt-4"
        />
      )}
      <BudgetNotice budget={budget} now={now} />

      <section aria-labelledby="month" class="mt-10 pt-8 border-t border-rule">
        <h2 id="month" class="font-serif text-2xl">This month, by service</h2>
        <CostTable services={services} />
        <p class="mt-3 text-sm text-quiet max-w-prose">
          Calls times their price as it was when they were made, by all instances. What a vendor
          gives for nothing is not taken off, so a bill may be lower. PRICES sets a price; 0 is
          right where you are on a free plan.
        </p>
      </section>

      <section aria-labelledby="projection" class="mt-12 pt-8 border-t border-rule">
        <h2 id="projection" class="font-serif text-2xl">A month with more people</h2>
        <form
          method="get"
          action="/admin/costs#projection"
          class="mt-4 flex flex-wrap items-end gap-3"
        >
          <TextField
            name="users"
            label="How many people"
            value={typed}
            inputmode="numeric"
            error={users === null ? "Type a whole number, from 1 to 10,000,000." : undefined}
          />
          <Button>Project it</Button>
        </form>
        {users !== null && <Projection users={users} projected={projected} />}
      </section>
    </>
  );
});
