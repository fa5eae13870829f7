import type { Store } from "../../store/store.ts";
import { quantile } from "../health/quantile.ts";
import type { IntegrationName } from "../integration/definition.ts";
import { type Span, spanStart } from "../integration/meters.ts";

/** What was counted in an hour or a day. */
export interface Slot {
  /** Its beginning, in milliseconds since 1970. */
  readonly at: number;
  readonly calls: number;
  readonly failures: number;
  /** Milliseconds; null where nothing answered. */
  readonly p50: number | null;
  readonly p95: number | null;
}

/** Which spans make a slot, and how many slots there are. */
interface Series {
  readonly span: Span;
  readonly slotMs: number;
  readonly slots: number;
}

/** The last 24 hours and the last 30 days: as long as the meters keep them. */
export const SERIES = {
  day: { span: "five", slotMs: 60 * 60_000, slots: 24 },
  month: { span: "day", slotMs: 24 * 60 * 60_000, slots: 30 },
} as const satisfies Record<string, Series>;

/** What was counted of an integration, the oldest slot first; the last one holds `now`. */
export async function readSeries(
  store: Pick<Store, "counters">,
  name: IntegrationName,
  { span, slotMs, slots }: Series,
  now: number,
): Promise<Slot[]> {
  const slotOf = (at: number) => Math.floor(at / slotMs) * slotMs;
  const from = slotOf(now) - (slots - 1) * slotMs;
  const sums = new Map<number, Map<string, number>>();
  const path = ["meter", name, span];
  for (const [[at, metric], sum] of await store.counters.list(path, spanStart(span, from))) {
    const slot = slotOf(Number(at));
    const known = sums.get(slot) ?? new Map<string, number>();
    known.set(String(metric), (known.get(String(metric)) ?? 0) + sum);
    sums.set(slot, known);
  }
  return Array.from({ length: slots }, (_, n) => {
    const at = from + n * slotMs;
    const counted = sums.get(at) ?? new Map<string, number>();
    return {
      at,
      calls: counted.get("calls") ?? 0,
      failures: counted.get("failures") ?? 0,
      p50: quantile(counted, 0.5),
      p95: quantile(counted, 0.95),
    };
  });
}
