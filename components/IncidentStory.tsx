import type { ReviewPart } from "../store/incident_papers.ts";
import type { Incident } from "../store/incidents.ts";
import type { ToldIncident } from "../services/status.ts";
import { Ago } from "./Ago.tsx";

/** The parts of a review, in their order, and what each is called. */
export const REVIEW_TITLES: Readonly<Record<ReviewPart, string>> = {
  happened: "What happened",
  noticed: "What people noticed",
  lasted: "How long it lasted",
  why: "Why it happened",
  change: "What we change",
  who: "Who does that, by when",
};

const SHOWS: Record<Incident["severity"], string> = {
  major: "A stand-in plays",
  minor: "Slower or less even than usual",
  notice: "A note; nothing to notice",
};

/** How bad one is that a person opened. */
const BY_HAND: Record<Incident["severity"], string> = {
  major: "Something does not work",
  minor: "Slower or less even than usual",
  notice: "A note; nothing to notice",
};

/** How bad an incident is, in words. */
export const shown = (severity: Incident["severity"], byHand = false): string =>
  (byHand ? BY_HAND : SHOWS)[severity];

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** What happened, from its beginning on. */
export function IncidentStory({ incident, now }: { incident: ToldIncident; now: number }) {
  const { title, shows, openedAt, closedAt, notes, review, byHand } = incident;
  const state = shows === null ? "Well again; watched for a few minutes" : shown(shows, byHand);
  const timeline = [...incident.timeline, ...notes].sort((a, b) => a.at - b.at);
  return (
    <article class="border-l-2 border-edge pl-5 py-1 mt-6">
      <h3 class="font-serif text-xl wrap-anywhere">{title}</h3>
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
            <span class="min-w-0 whitespace-pre-line wrap-anywhere">{text}</span>
          </li>
        ))}
      </ol>
      {review !== null && <Review review={review} />}
    </article>
  );
}

/** What was learned of it. */
function Review({ review }: { review: NonNullable<ToldIncident["review"]> }) {
  const parts = Object.entries(REVIEW_TITLES) as [ReviewPart, string][];
  return (
    <details class="mt-3">
      <summary class="inline-flex items-center min-h-11 cursor-pointer text-accent underline">
        What we learned
      </summary>
      <dl class="grid gap-3 max-w-prose">
        {parts.filter(([part]) => review[part] !== "").map(([part, title]) => (
          <div key={part}>
            <dt class="font-medium">{title}</dt>
            <dd class="whitespace-pre-line wrap-anywhere">{review[part]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
