/**
 * An integration's last days, from what was counted and what happened.
 *
 * @module
 */
import type { Incident, Spell } from "../../store/incidents.ts";
import type { Store } from "../../store/store.ts";
import type { IntegrationName } from "../integration/definition.ts";
import { SPANS } from "../integration/meters.ts";

/** `none`: nothing is known of the day. `uneven`: some calls failed. `standIn`: it was away. */
type DayLevel = "none" | "well" | "uneven" | "standIn";

/** One day, in UTC. */
export interface Day {
  /** Its beginning, in milliseconds since 1970. */
  readonly at: number;
  readonly level: DayLevel;
  readonly calls: number;
  readonly failures: number;
  /** How long its stand-in played, in milliseconds. */
  readonly standInMs: number;
}

/** More errors than this share make a day uneven, as for the watch. */
const ERRORS = 0.01;

/**
 * The days from `from`, which begins one, to the one that holds `now`.
 *
 * @param incidents of this integration, open ones included
 */
export async function readDays(
  store: Store,
  name: IntegrationName,
  from: number,
  now: number,
  incidents: readonly Incident[],
): Promise<Day[]> {
  const sums = new Map<string, number>();
  for (const [[day, metric], sum] of await store.counters.list(["meter", name, "day"], from)) {
    sums.set(`${day} ${metric}`, sum);
  }
  const days: Day[] = [];
  for (let at = from; at <= now; at += SPANS.day) {
    const calls = sums.get(`${at} calls`) ?? 0;
    const failures = sums.get(`${at} failures`) ?? 0;
    const standInMs = shared(incidents.flatMap(({ spells }) => spells), at, now);
    const unwellMs = shared(incidents.filter(noticed).map(whole), at, now);
    const level = standInMs > 0
      ? "standIn"
      : unwellMs > 0 || (calls > 0 && failures / calls > ERRORS)
      ? "uneven"
      : calls > 0
      ? "well"
      : "none";
    days.push({ at, level, calls, failures, standInMs });
  }
  return days;
}

const noticed = ({ severity }: Incident) => severity !== "notice";

const whole = ({ openedAt, wellSince, closedAt }: Incident): Spell => (
  { from: openedAt, to: closedAt ?? wellSince }
);

/** How much of the day that begins at `at` the spells took. */
function shared(spells: readonly Spell[], at: number, now: number): number {
  const end = Math.min(at + SPANS.day, now);
  return spells.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to ?? now, end) - Math.max(from, at)),
    0,
  );
}
