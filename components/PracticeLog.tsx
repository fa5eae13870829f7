import type { PracticeView, Week } from "../services/scores/practice.ts";
import { FaultAt, faulty, type ScoreFault } from "./ScoreFault.tsx";
import { field, small } from "./library/lettering.ts";

/** What has been practised of a score, and the form that notes more. */
export function PracticeLog({ id, view, fault }: {
  id: string;
  view: PracticeView;
  fault: ScoreFault | null;
}) {
  const isHere = fault !== null && ["day", "minutes", "words"].includes(fault.field);
  const typed = isHere ? fault.typed : {};
  const action = `/scores/${id}/practice`;
  return (
    <section id="practised" aria-labelledby="practised-head" class="py-4 border-b border-rule">
      <h2 id="practised-head" class="text-sm text-quiet">Practised</h2>
      {view.count === 0 ? <p>Nothing noted yet</p> : (
        <>
          <p class="tabular-nums">{`${lasting(view.minutes)} in ${times(view.count)}`}</p>
          <Weeks weeks={view.weeks} />
          <ul class="mt-1">
            {view.sessions.map(({ id, day, minutes, words }) => (
              <li key={id} class="flex items-start gap-2 py-1">
                <p class="flex-1 min-w-0 wrap-anywhere py-2">
                  <time dateTime={day} class="tabular-nums">{dayText(day)}</time>
                  {`, ${lasting(minutes)}`}
                  {words !== "" && <span class="block text-sm text-quiet">{words}</span>}
                </p>
                <form method="post" action={action}>
                  <button
                    type="submit"
                    name="drop"
                    value={id}
                    aria-label={`Take away the practice of ${dayText(day)}, ${lasting(minutes)}`}
                    class="inline-flex items-center min-h-11 text-sm text-quiet underline cursor-pointer hover:text-danger"
                  >
                    Take away
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
      <details open={isHere}>
        <summary class="inline-flex items-center min-h-11 text-accent underline cursor-pointer">
          Note a time of practice
        </summary>
        <form method="post" action={action} class="grid gap-3 mt-1">
          <div class="grid gap-1">
            <label for="day" class="text-sm text-quiet">Day</label>
            <input
              id="day"
              name="day"
              type="date"
              value={typed.day ?? view.today}
              data-typed={typed.day}
              required
              class={field}
              {...faulty(fault, "day")}
            />
            <FaultAt fault={fault} field="day" />
          </div>
          <div class="grid gap-1">
            <label for="minutes" class="text-sm text-quiet">Minutes</label>
            <input
              id="minutes"
              name="minutes"
              type="number"
              min="1"
              max="1440"
              value={typed.minutes}
              required
              class={field}
              {...faulty(fault, "minutes")}
            />
            <FaultAt fault={fault} field="minutes" />
          </div>
          <div class="grid gap-1">
            <label for="words" class="text-sm text-quiet">What you worked on, if you like</label>
            <input
              id="words"
              name="words"
              value={typed.words}
              maxLength={500}
              autocomplete="off"
              class={field}
              {...faulty(fault, "words")}
            />
            <FaultAt fault={fault} field="words" />
          </div>
          <button type="submit" class={small}>Note it</button>
        </form>
      </details>
    </section>
  );
}

const HEIGHT = 40;
const STEP = 30;
const BAR = 22;

/** A bar a week, the last to the right. */
function Weeks({ weeks }: { weeks: readonly Week[] }) {
  const most = Math.max(...weeks.map(({ minutes }) => minutes), 1);
  const said = weeks.filter(({ minutes }) => minutes > 0)
    .map(({ monday, minutes }) => `week of ${dayText(monday)}: ${lasting(minutes)}`).join("; ");
  return (
    <svg
      role="img"
      aria-label={`Minutes a week, the last eight weeks. ${said || "None"}`}
      viewBox={`0 0 ${weeks.length * STEP} ${HEIGHT + 2}`}
      class="block w-full max-w-60 mt-2"
    >
      {weeks.map(({ monday, minutes }, n) => {
        const height = Math.ceil(minutes / most * HEIGHT);
        return (
          <rect
            key={monday}
            x={n * STEP}
            y={HEIGHT - height}
            width={BAR}
            height={height + 1}
            class={minutes > 0 ? "fill-accent" : "fill-rule"}
          >
            <title key={monday}>{`Week of ${dayText(monday)}: ${lasting(minutes)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** 25 minutes; 1 h 5 min. */
function lasting(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

const times = (count: number) => count === 1 ? "one time" : `${count} times`;

const dayText = (day: string) =>
  new Date(day).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
