import type { IncidentView } from "../../services/incidents/desk.ts";
import { Button } from "../Button.tsx";
import { small } from "../library/lettering.ts";
import { TextArea } from "./TextArea.tsx";
import { Sure, Tick } from "./Tick.tsx";

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

type Item =
  | { readonly at: number; readonly text: string; readonly note: null }
  | { readonly at: number; readonly text: string; readonly note: IncidentView["notes"][number] };

/** What the system wrote and what people wrote, in order. */
export function IncidentTimeline({ view: { incident, notes } }: { view: IncidentView }) {
  const items: Item[] = [
    ...incident.timeline.map(({ at, text }) => ({ at, text, note: null })),
    ...notes.map((note) => ({ at: note.at, text: note.text, note })),
  ].sort((a, b) => a.at - b.at);
  return (
    <ol class="mt-3 border-t border-rule">
      {items.map(({ at, text, note }) => (
        <li
          key={note?.id ?? `${at}${text}`}
          class="py-2.5 border-b border-rule sm:grid sm:grid-cols-[8rem_1fr] gap-x-4"
        >
          <time
            datetime={new Date(at).toISOString()}
            class="block text-sm text-quiet tabular-nums sm:pt-0.5"
          >
            {CLOCK.format(at)}
          </time>
          <div class="min-w-0">
            <p id={note?.id} class="whitespace-pre-line wrap-anywhere">{text}</p>
            {note !== null && <Openness note={note} hidden={incident.hidden === true} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Who reads a note, and the other way round. */
function Openness({ note, hidden }: { note: IncidentView["notes"][number]; hidden: boolean }) {
  const isTold = hidden
    ? "Public, once the status page tells the incident"
    : "Public: on the status page";
  return (
    <form method="post" class="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <span class={note.public ? "text-accent font-medium" : "text-quiet"}>
        {note.public ? isTold : "Internal: for operators alone"}
      </span>
      <input type="hidden" name="note" value={note.id} />
      <button
        type="submit"
        name="do"
        value={note.public ? "note-internal" : "note-public"}
        aria-describedby={note.id}
        class={small}
      >
        {note.public ? "Make it internal" : "Make it public"}
      </button>
    </form>
  );
}

/** Where a note is written. */
export function WriteNote({ text, isPublic, address }: {
  text: string;
  isPublic: boolean;
  address: boolean;
}) {
  return (
    <form method="post" class="mt-6 grid gap-2 max-w-xl" novalidate>
      <TextArea name="text" label="A note" value={text} help="At most 2,000 characters." />
      <fieldset>
        <legend class="sr-only">Who reads it</legend>
        <Tick type="radio" name="public" value="no" checked={!isPublic}>
          Internal: for operators alone
        </Tick>
        <Tick type="radio" name="public" value="yes" checked={isPublic}>
          Public: on the status page
        </Tick>
      </fieldset>
      {address && <Sure />}
      <p>
        <Button name="do" value="note">Add the note</Button>
      </p>
    </form>
  );
}
