import type { ComponentChildren } from "preact";
import type { Slot } from "../../services/desk/series.ts";
import { counted, latency, percent } from "./numbers.ts";

const SLOT = 10;
const HEIGHT = 56;

const HOUR = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** An integration's last hours or days: calls and errors, how long they took, and both as a table. */
export function SeriesCharts({ id, of, title, slots, each }: {
  id: string;
  /** The integration's title. */
  of: string;
  title: string;
  slots: readonly Slot[];
  each: "hour" | "day";
}) {
  const name = (at: number) => (each === "hour" ? HOUR : DAY).format(at);
  const calls = sum(slots.map((slot) => slot.calls));
  const failures = sum(slots.map((slot) => slot.failures));
  const most = Math.max(...slots.map((slot) => slot.calls));
  const times = slots.flatMap(({ p95 }) => p95 ?? []);
  const slowest = Math.max(0, ...times);
  return (
    <section aria-label={`${of}, ${title.toLowerCase()}`} class="min-w-0">
      <h3 class="font-medium">{title}</h3>
      <p class="text-sm text-quiet mt-1">
        {calls === 0
          ? "No call."
          : `${counted(calls, "call")}, ${failures === 0 ? "none" : failures} failed (${
            percent(failures, calls)
          }). At most ${most.toLocaleString("en")} ${each === "hour" ? "an hour" : "a day"}.`}
      </p>
      {calls > 0 && (
        <>
          <Picture
            id={`${id}-calls`}
            width={slots.length * SLOT}
            title={`Calls to ${of}, ${title.toLowerCase()}`}
            desc={`${counted(calls, "call")} in all, ${failures} of them failed; at most ${most} ${
              each === "hour" ? "an hour" : "a day"
            }. The wide red feet of the bars are those that failed. The table below has each.`}
          >
            {slots.map(({ at, calls, failures }, n) => (
              <Bar key={at} x={n * SLOT} calls={calls} failures={failures} most={most} />
            ))}
          </Picture>
          {slowest > 0 && (
            <>
              <Picture
                id={`${id}-latency`}
                width={slots.length * SLOT}
                title={`How long calls to ${of} took, ${title.toLowerCase()}`}
                desc={`95 of 100 calls took at most ${
                  latency(slowest)
                } in the slowest ${each}. The thick line is what 95 of 100 calls lay below, the thin one what half did.`}
              >
                <path d={line(slots, "p50", slowest)} class="fill-edge" />
                <path d={line(slots, "p95", slowest)} class="fill-accent" />
              </Picture>
              <p class="text-sm text-quiet mt-1">
                Slowest {each}: 95 of 100 within{" "}
                {latency(slowest)}. The thick line is what 95 of 100 took at most, the thin one what
                half did.
              </p>
            </>
          )}
          <p class="flex justify-between text-sm text-quiet mt-1 tabular-nums" aria-hidden="true">
            <span>{name(slots[0].at)}</span>
            <span>{each === "hour" ? "now (UTC)" : "today"}</span>
          </p>
          <details class="mt-1 text-sm">
            <summary class="inline-flex items-center min-h-11 text-accent underline cursor-pointer">
              The figures<span class="sr-only">of {of}, {title.toLowerCase()}</span>
            </summary>
            <Table
              slots={slots}
              name={name}
              each={each}
              caption={`${of}, ${title.toLowerCase()}`}
            />
          </details>
        </>
      )}
    </section>
  );
}

function Picture({ id, width, title, desc, children }: {
  id: string;
  width: number;
  title: string;
  desc: string;
  children: ComponentChildren;
}) {
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      class="block w-full h-14 mt-3 border-b border-rule"
    >
      <title key={id} id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{desc}</desc>
      {children}
    </svg>
  );
}

/** What failed is the foot of a bar, and wider than the rest: it shows without its colour too. */
function Bar({ x, calls, failures, most }: {
  x: number;
  calls: number;
  failures: number;
  most: number;
}) {
  const tall = (count: number) => count === 0 ? 0 : Math.max(2, HEIGHT * count / most);
  const [all, foot] = [tall(calls), tall(failures)];
  return (
    <>
      <path d={`M${x + 3} ${HEIGHT}v${-all}h4v${all}z`} class="fill-accent" />
      {foot > 0 && <path d={`M${x + 0.5} ${HEIGHT}v${-foot}h9v${foot}z`} class="fill-danger" />}
    </>
  );
}

/** A step for each slot in which something answered; where nothing did there is a gap. */
function line(slots: readonly Slot[], which: "p50" | "p95", slowest: number): string {
  const thick = which === "p95" ? 3 : 1.5;
  return slots.map((slot, n) => {
    const ms = slot[which];
    if (ms === null) return "";
    const y = (HEIGHT - thick) * (1 - ms / slowest);
    return `M${n * SLOT} ${y.toFixed(1)}h${SLOT}v${thick}h${-SLOT}z`;
  }).join("");
}

function Table({ slots, name, each, caption }: {
  slots: readonly Slot[];
  name: (at: number) => string;
  each: string;
  caption: string;
}) {
  const busy = slots.filter(({ calls }) => calls > 0);
  return (
    <table class="w-full tabular-nums text-right">
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr class="border-b border-rule text-quiet">
          <th scope="col" class="py-1 pr-2 font-normal text-left first-letter:uppercase">{each}</th>
          <th scope="col" class="py-1 px-2 font-normal">Calls</th>
          <th scope="col" class="py-1 px-2 font-normal">Failed</th>
          <th scope="col" class="py-1 px-2 font-normal">Half within</th>
          <th scope="col" class="py-1 pl-2 font-normal">95 % within</th>
        </tr>
      </thead>
      <tbody>
        {busy.map(({ at, calls, failures, p50, p95 }) => (
          <tr key={at} class="border-b border-rule">
            <th scope="row" class="py-1 pr-2 font-normal text-left">{name(at)}</th>
            <td class="py-1 px-2">{calls.toLocaleString("en")}</td>
            <td class="py-1 px-2">{failures.toLocaleString("en")}</td>
            <td class="py-1 px-2">{p50 === null ? "–" : latency(p50)}</td>
            <td class="py-1 pl-2">{p95 === null ? "–" : latency(p95)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
