/**
 * Counts calls in memory and writes the sums down every few seconds.
 *
 * @module
 */
import type { CounterPath } from "../../store/counters.ts";
import type { AuditEntry } from "../../store/audit.ts";
import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";

/** Upper bounds of the classes of latency, in milliseconds; the last class has none. */
export const LATENCY_BOUNDS = [50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const;

/** What is counted over a day, for history, and over five minutes, for watching. */
export const SPANS = { day: 86_400_000, five: 300_000 } as const;
export type Span = keyof typeof SPANS;

/** The beginning of the span that holds `now`. */
export const spanStart = (span: Span, now: number) => Math.floor(now / SPANS[span]) * SPANS[span];

/** What a call leaves behind. */
export interface Reading {
  readonly integration: string;
  readonly outcome: string;
  /** Whether the vendor's service failed; a refusal of ours or a clear no of theirs is none. */
  readonly failed: boolean;
  readonly ms: number;
  readonly tokens: number;
  /** Millionths of a US dollar. */
  readonly cost: number;
}

/** The counts of this instance. */
export type Meters = ReturnType<typeof createMeters>;

/** Nothing is lost by a normal stop: `flush` before it. */
export function createMeters(store: Pick<Store, "counters" | "audit">, world: World) {
  let sums = new Map<string, number>();
  let entries: AuditEntry[] = [];
  let flushing: Promise<void> = Promise.resolve();

  const add = (name: string, amount: number) => sums.set(name, (sums.get(name) ?? 0) + amount);

  async function write(): Promise<void> {
    const [counted, noted] = [sums, entries];
    [sums, entries] = [new Map(), []];
    const now = world.now();
    const amounts: [CounterPath, number][] = [];
    for (const [name, amount] of counted) {
      const [integration, metric] = name.split(" ");
      for (const span of Object.keys(SPANS) as Span[]) {
        amounts.push([["meter", integration, span, spanStart(span, now), metric], amount]);
      }
    }
    try {
      await store.counters.add(amounts);
      await store.audit.add(noted);
    } catch (error) {
      // Keep them for the next time; a day's sum a few seconds late is still right.
      for (const [name, amount] of counted) add(name, amount);
      entries = [...noted, ...entries];
      throw error;
    }
  }

  return {
    /** Counts a call. */
    count({ integration, outcome, failed, ms, tokens, cost }: Reading): void {
      add(`${integration} calls`, 1);
      add(`${integration} ms`, ms);
      if (!failed) add(`${integration} under:${latencyClass(ms)}`, 1); // No answer is not a slow one.
      if (outcome !== "ok") add(`${integration} code:${outcome}`, 1);
      if (failed) add(`${integration} failures`, 1);
      if (tokens > 0) add(`${integration} tokens`, tokens);
      if (cost > 0) add(`${integration} cost`, cost);
    },

    /** Counts a call that was not made, and why. */
    refuse(integration: string, code: string): void {
      add(`${integration} refused:${code}`, 1);
    },

    /** Notes a call for the audit. */
    note(entry: AuditEntry): void {
      entries.push(entry);
    },

    /** Writes down what is counted so far; one flush at a time. */
    flush(): Promise<void> {
      return flushing = flushing.catch(() => {}).then(write);
    },
  };
}

/** The bound of the class that a latency falls in, or "more". */
function latencyClass(ms: number): string {
  return String(LATENCY_BOUNDS.find((bound) => ms <= bound) ?? "more");
}
