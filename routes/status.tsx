import { page } from "fresh";
import { Head } from "fresh/runtime";
import { IncidentStory } from "../components/IncidentStory.tsx";
import { StatusLegend } from "../components/StatusDays.tsx";
import { StatusIntegration } from "../components/StatusIntegration.tsx";
import { define } from "../define.ts";

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

export const handler = define.handlers({
  GET: async (ctx) => page(await ctx.state.services.status.page()),
});

/** How everything is, for people; the same for whoever asks. */
export default define.page<typeof handler>(function Status({ data }) {
  const { now, overall, integrations, current, past } = data;
  return (
    <div class="max-w-3xl mx-auto pt-10 sm:pt-16">
      <Head>
        <title>Status · Attacca</title>
        <meta name="description" content="How Attacca and the services it asks are." />
      </Head>
      <p class="composer text-lg text-quiet">Status</p>
      <h1 class="work text-4xl sm:text-5xl mt-2">{overall}</h1>
      <p class="prose-serif mt-5">
        Attacca asks other services for some of what it does. Each has a stand-in here, so your
        library, your scores and what you typed are there whatever becomes of them.
      </p>
      <p class="text-sm text-quiet mt-3">
        As of <time datetime={new Date(now).toISOString()}>{CLOCK.format(now)}</time>{" "}
        UTC, as are all times here.
      </p>

      {current.length > 0 && (
        <section aria-labelledby="now" class="mt-10">
          <h2 id="now" class="font-serif text-2xl">Now</h2>
          {current.map((one) => <IncidentStory key={one.id} incident={one} now={now} />)}
        </section>
      )}

      <div class="mt-10">
        {integrations.map((one) => <StatusIntegration key={one.name} one={one} now={now} />)}
      </div>
      <StatusLegend />

      <section aria-labelledby="past" class="mt-12 pt-8 border-t border-rule">
        <h2 id="past" class="font-serif text-2xl">The last 90 days</h2>
        {past.length === 0
          ? (
            <p class="mt-3 text-quiet">
              {current.length > 0 ? "No other incident." : "No incident."}
            </p>
          )
          : past.map((one) => <IncidentStory key={one.id} incident={one} now={now} />)}
      </section>
    </div>
  );
});
