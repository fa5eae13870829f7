import type { Incident } from "../store/incidents.ts";
import { Ago } from "./Ago.tsx";

const SHOWS: Record<Incident["severity"], string> = {
  major: "A stand-in plays",
  minor: "Slower or less even than usual",
  notice: "A note; nothing to notice",
};

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** What happened, from its beginning on. */
export function IncidentStory({ incident, now }: { incident: Incident; now: number }) {
  const { title, shows, openedAt, closedAt, timeline } = incident;
  const state = shows === null ? "Well again; watched for a few minutes" : SHOWS[shows];
  return (
    <article class="border-l-2 border-edge pl-5 py-1 mt-6">
      <h3 class="font-serif text-xl">{title}</h3>
      <p class="text-sm text-quiet mt-1">
        {closedAt === null ? state : "Over"}, began <Ago at={openedAt} now={now} />
      </p>
      <ol class="mt-3 grid gap-1.5">
        {timeline.map(({ at, text }) => (
          <li key={`${at}${text}`} class="sm:grid sm:grid-cols-[8rem_1fr] gap-4">
            <time
              datetime={new Date(at).toISOString()}
              class="block text-sm text-quiet tabular-nums sm:pt-0.5"
            >
              {CLOCK.format(at)}
            </time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </article>
  );
}
