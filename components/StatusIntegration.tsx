import { IconCheck, IconMinus, IconStaff, IconWarning } from "../icons/icons.tsx";
import type { IntegrationStatus, State } from "../services/status.ts";
import { Ago } from "./Ago.tsx";
import { StatusDays } from "./StatusDays.tsx";

const STATES: Record<State, { icon: typeof IconCheck; colour: string; words: string }> = {
  well: { icon: IconCheck, colour: "text-success", words: "Works" },
  uneven: { icon: IconWarning, colour: "text-accent", words: "Uneven" },
  standIn: { icon: IconStaff, colour: "text-danger", words: "Stand-in plays" },
  off: { icon: IconMinus, colour: "text-quiet", words: "Not used here" },
};

/** How one integration is: what it is for, its state, its days, what its vendor says. */
export function StatusIntegration({ one, now }: { one: IntegrationStatus; now: number }) {
  return (
    <section aria-labelledby={one.name} class="py-8 border-t border-rule">
      <div class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id={one.name} class="font-serif text-2xl">{one.title}</h2>
        <StateMark state={one.state} />
      </div>
      <p class="mt-2 text-quiet max-w-prose">{one.does}</p>
      {one.state !== "well" && <p class="mt-2 max-w-prose">{one.words}</p>}
      <StatusDays days={one.days} of={one.title} />
      {one.vendor !== null && <VendorSays vendor={one.vendor} now={now} />}
    </section>
  );
}

/** How it is, by a sign and a word. */
export function StateMark({ state }: { state: State }) {
  const { icon: Icon, colour, words } = STATES[state];
  return (
    <p class={`inline-flex items-center gap-2 font-medium ${colour}`}>
      <Icon class="shrink-0" />
      {words}
    </p>
  );
}

function VendorSays({ vendor: { word, readAt, failures }, now }: {
  vendor: NonNullable<IntegrationStatus["vendor"]>;
  now: number;
}) {
  if (word === null || readAt === null) {
    return (
      <p class="mt-3 text-sm text-quiet">Its maker’s own status page could not be read yet.</p>
    );
  }
  return (
    <p class="mt-3 text-sm text-quiet max-w-prose">
      {word.vendor} says: {word.text}
      {word.since !== null && (
        <>
          , <Ago at={word.since} now={now} />
        </>
      )}. Read <Ago at={readAt} now={now} />
      {failures > 0 && "; it could not be read since"}.
    </p>
  );
}
