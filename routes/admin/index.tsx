import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../components/Ago.tsx";
import { BudgetNotice } from "../../components/desk/BudgetNotice.tsx";
import { GlancePart } from "../../components/desk/GlancePart.tsx";
import { counted } from "../../components/desk/numbers.ts";
import { define } from "../../define.ts";

export const handler = define.handlers({
  GET: async (ctx) => page(await ctx.state.services.glance.page()),
});

/** The integrations at a glance, for who runs the house: what is not well comes first. */
export default define.page<typeof handler>(function Desk({ data }) {
  const { now, overall, integrations, house, waiting, owed, budget } = data;
  return (
    <>
      <Head>
        <title>The desk · Attacca</title>
      </Head>
      <h1 class="work text-4xl">{overall}</h1>
      {house.map(({ id, title, openedAt }) => (
        <p key={id} class="mt-4 border-l-2 border-danger pl-4 py-1">
          <a
            href={`/admin/incidents/${id}`}
            class="inline-flex items-center min-h-11 text-accent underline wrap-anywhere"
          >
            {title}
          </a>
          , began <Ago at={openedAt} now={now} />
        </p>
      ))}
      {owed > 0 && (
        <p class="mt-4 border-l-2 border-danger pl-4 py-1">
          <a
            href="/admin/queue#given-up"
            class="inline-flex items-center min-h-11 text-accent underline"
          >
            {owed === 1
              ? "What is owed to a person was given up: try it again"
              : `${owed} things that are owed to people were given up: try them again`}
          </a>
        </p>
      )}
      <p class="mt-3 text-quiet">
        {waiting === 0
          ? "Nothing waits in the queue."
          : (
            <a href="/admin/queue" class="text-accent underline">
              {waiting === 1 ? "One job waits" : `${counted(waiting, "job")} wait`} in the queue.
            </a>
          )}{" "}
        Whether calls are let through is said of the instance that made this page; all else is of
        all of them together.
      </p>
      <BudgetNotice budget={budget} now={now} link />
      <div class="mt-8">
        {integrations.toSorted((a, b) => RANKS.indexOf(a.state) - RANKS.indexOf(b.state))
          .map((one) => <GlancePart key={one.name} one={one} now={now} />)}
      </div>
    </>
  );
});

const RANKS = ["standIn", "uneven", "well", "off"];
