import type { Day } from "../services/status.ts";

type Level = Day["level"];

const SLOT = 4;
const WIDTH = 2.6;
const HEIGHT = 36;

/** Each level has a shape of its own beside its colour: pieces from top to bottom. */
const SHAPES: Record<Level, { pieces: [from: number, to: number][]; colour: string }> = {
  well: { pieces: [[0, HEIGHT]], colour: "fill-success" },
  uneven: { pieces: [[0, 14], [19, HEIGHT]], colour: "fill-accent" },
  standIn: { pieces: [[18, HEIGHT]], colour: "fill-danger" },
  none: { pieces: [[HEIGHT - 4, HEIGHT]], colour: "fill-edge" },
};

const LEVELS: Record<Level, string> = {
  well: "worked",
  uneven: "some calls failed or were slow",
  standIn: "its stand-in played",
  none: "not called, so nothing is known",
};

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

/** Days as bars, the oldest first; each says what it was, to eyes, hover and ears. */
export function StatusDays({ days, of }: { days: readonly Day[]; of: string }) {
  const troubled = days.filter(({ level }) => level === "uneven" || level === "standIn");
  return (
    <div class="mt-5">
      <svg
        viewBox={`0 0 ${days.length * SLOT} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${of}, the last ${days.length} days: ${summary(days)}`}
        class="block w-full h-9"
      >
        {days.map((day, at) => (
          <path key={day.at} d={shape(day.level, at * SLOT)} class={SHAPES[day.level].colour}>
            <title key={day.at}>{told(day)}</title>
          </path>
        ))}
      </svg>
      <p class="flex justify-between text-sm text-quiet mt-1.5" aria-hidden="true">
        <span>{days.length} days ago</span>
        <span>today</span>
      </p>
      {troubled.length > 0 && (
        <ul class="sr-only">
          {troubled.map((day) => <li key={day.at}>{told(day)}</li>)}
        </ul>
      )}
    </div>
  );
}

/** What the shapes mean. */
export function StatusLegend() {
  return (
    <ul
      class="flex flex-wrap gap-x-6 gap-y-1 text-sm text-quiet mt-8"
      aria-label="What the bars mean"
    >
      {(Object.keys(SHAPES) as Level[]).map((level) => (
        <li key={level} class="inline-flex items-center gap-2">
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            class="w-1 h-6"
            aria-hidden="true"
          >
            <path d={shape(level, 0)} class={SHAPES[level].colour} />
          </svg>
          {LEVELS[level]}
        </li>
      ))}
    </ul>
  );
}

const shape = (level: Level, x: number) =>
  SHAPES[level].pieces.map(([from, to]) => `M${x} ${from}h${WIDTH}V${to}h-${WIDTH}z`).join("");

function told({ at, level, calls, failures, standInMs }: Day): string {
  const minutes = Math.max(1, Math.round(standInMs / 60_000));
  const parts = [
    standInMs > 0 && `its stand-in played for ${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
    failures > 0 && `${failures} of ${calls} calls failed`,
    standInMs === 0 && failures === 0 && LEVELS[level],
  ].filter(Boolean);
  return `${DATE.format(at)}: ${parts.join(", ")}`;
}

function summary(days: readonly Day[]): string {
  return (Object.keys(LEVELS) as Level[])
    .map((level) => [days.filter((day) => day.level === level).length, level] as const)
    .filter(([count]) => count > 0)
    .map(([count, level]) => `${count} ${count === 1 ? "day" : "days"} ${LEVELS[level]}`)
    .join("; ");
}
