import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../../components/Ago.tsx";
import { OpenIncident } from "../../../components/desk/OpenIncident.tsx";
import { shown } from "../../../components/IncidentStory.tsx";
import { define, type State } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { WORDS } from "../../../services/health/words.ts";
import type { Opening } from "../../../services/incidents/desk.ts";
import { HOUSE } from "../../../services/incidents.ts";
import { INTEGRATIONS } from "../../../services/integration/definition.ts";
import type { Problem } from "../../../services/problem.ts";
import type { Incident } from "../../../store/incidents.ts";

interface Data {
  current: Incident[];
  past: Incident[];
  now: number;
  typed: Omit<Opening, "sure">;
  problem?: Problem;
}

const EMPTY: Data["typed"] = { title: "", about: HOUSE, severity: "major", shown: false };
const ABOUTS = [
  { value: HOUSE, name: "The house itself" },
  ...INTEGRATIONS.map((value) => ({ value, name: WORDS[value].title })),
];
const SEVERITIES = ["major", "minor", "notice"] as const;

async function all(ctx: Context<State>): Promise<Omit<Data, "typed">> {
  const { incidents, world } = ctx.state.services;
  const [current, past] = await Promise.all([incidents.current(), incidents.past(0)]);
  return { current, past, now: world.now() };
}

export const handler = define.handlers({
  GET: async (ctx) => page<Data>({ ...await all(ctx), typed: EMPTY }),

  /** Opens one: `title`, `about`, `severity`, perhaps `shown`. */
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const typed = {
      title: form.get("title") ?? "",
      about: INTEGRATIONS.find((name) => name === form.get("about")) ?? HOUSE,
      severity: SEVERITIES.find((one) => one === form.get("severity")) ?? "major",
      shown: form.get("shown") === "yes",
    } as const;
    const sure = form.get("sure") === "yes";
    try {
      const id = await ctx.state.services.incidentDesk.open(
        signedIn(ctx.state),
        { ...typed, sure },
      );
      return ctx.redirect(`/admin/incidents/${id}`, 303);
    } catch (error) {
      const problem = caught(ctx, error);
      return page<Data>({ ...await all(ctx), typed, problem }, { status: problem.status });
    }
  },
});

/** All incidents, those that last first. */
export default define.page<typeof handler>(function Incidents({ data }) {
  const { current, past, now, typed, problem } = data;
  const count = current.length === 1 ? "One incident" : `${current.length} incidents`;
  return (
    <>
      <Head>
        <title>{`${problem ? "Error: " : ""}Incidents · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">{current.length === 0 ? "No incident" : `${count} now`}</h1>
      {current.length > 0 && <List incidents={current} now={now} />}
      <OpenIncident
        typed={typed}
        abouts={ABOUTS}
        error={problem?.message}
        address={problem?.code === "address_inside"}
      />
      <section aria-labelledby="past" class="mt-12 border-t border-rule pt-6">
        <h2 id="past" class="work text-2xl">Over</h2>
        {past.length === 0
          ? <p class="mt-2 text-quiet">None in the last 120 days.</p>
          : <List incidents={past} now={now} />}
      </section>
    </>
  );
});

function List({ incidents, now }: { incidents: readonly Incident[]; now: number }) {
  return (
    <ul class="mt-4 border-t border-rule">
      {incidents.map((one) => (
        <li key={one.id} class="border-b border-rule py-2">
          <a
            href={`/admin/incidents/${one.id}`}
            class="inline-flex items-center min-h-11 font-serif text-lg text-accent underline wrap-anywhere"
          >
            {one.title}
          </a>
          <p class="text-sm text-quiet">
            {one.closedAt !== null
              ? "Over"
              : one.shows === null
              ? "Well again; watched for a few minutes"
              : shown(one.shows, one.byHand)}, began <Ago at={one.openedAt} now={now} />
            {one.hidden && ". Not on the status page"}
          </p>
        </li>
      ))}
    </ul>
  );
}
