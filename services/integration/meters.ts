/**
 * Counts calls in memory and writes the sums down every few seconds.
 *
 * @module
 */
import type { CounterPath } from "../../store/counters.ts";
import type { AuditEntry } from "../../store/audit.ts";
import type { Store } from "../../store/store.ts";
import { logError } from "../log.ts";
import type { World } from "../world.ts";
import { spentPath } from "./spent.ts";

/** Upper bounds of the classes of latency, in milliseconds; the last class has none. */
export const LATENCY_BOUNDS = [50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const;

/** What is counted over a day, for history, and over five minutes, for watching. */
export const SPANS = { day: 86_400_000, five: 300_000 } as const;
export type Span = keyof typeof SPANS;

/** The beginning of the span that holds `now`. */
export const spanStart = (span: Span, now: number) => Math.floor(now / SPANS[span]) * SPANS[span];

/** What a call leaves behind. */
interface Reading {
  readonly integration: string;
  readonly outcome: string;
  /** Whether the vendor's service failed; a refusal of ours or a clear no of theirs is none. */
  readonly failed: boolean;
  readonly ms: number;
  readonly tokens: number;
  /** Millionths of a US dollar. */
  readonly cost: number;
}

/** How many sums, each in all spans, and how many entries are written in one step. */
const SUMS_PER_WRITE = 200;
const ENTRIES_PER_WRITE = 100;
/** What is kept of the audit while the database is away: some megabytes. */
const MOST_ENTRIES = 10_000;

/** The counts of this instance. */
export type Meters = ReturnType<typeof createMeters>;

/** Nothing is lost by a normal stop: `flush` before it. */
export function createMeters(store: Pick<Store, "counters" | "audit">, world: World) {
  let sums = new Map<string, number>();
  let entries: AuditEntry[] = [];
  let flushing: Promise<void> = Promise.resolve();

  const add = (name: string, amount: number) => sums.set(name, (sums.get(name) ?? 0) + amount);

  function amounts(counted: readonly [string, number][], now: number): [CounterPath, number][] {
    return counted.flatMap(([name, amount]) => {
      const [integration, metric] = name.split(" ");
      const paths: CounterPath[] = (Object.keys(SPANS) as Span[])
        .map((span) => ["meter", integration, span, spanStart(span, now), metric]);
      if (metric === "cost") paths.push(spentPath(now, integration));
      return paths.map((path): [CounterPath, number] => [path, amount]);
    });
  }

  async function write(): Promise<void> {
    const [counted, noted] = [[...sums], entries];
    [sums, entries] = [new Map(), []];
    const now = world.now();
    try {
      await inBatches(counted, SUMS_PER_WRITE, (some) => store.counters.add(amounts(some, now)));
      await inBatches(noted, ENTRIES_PER_WRITE, store.audit.add);
    } finally {
      // What is not written yet is kept for the next time; a sum a few seconds late is still right.
      for (const [name, amount] of counted) add(name, amount);
      keep([...noted, ...entries]);
    }
  }

  /** The newest, as many as there is room for. */
  function keep(all: AuditEntry[]): void {
    entries = all.slice(-MOST_ENTRIES);
    const dropped = all.length - entries.length;
    if (dropped > 0) logError("audit_dropped", new Error("Cannot keep so many"), { dropped });
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
      // Between two flushes there is room for as many again, so that not each one costs a copy.
      if (entries.length >= 2 * MOST_ENTRIES) keep(entries);
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

/** Writes items from the front, and takes each batch away once it is written. */
async function inBatches<T>(
  items: T[],
  size: number,
  write: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  while (items.length > 0) {
    await write(items.slice(0, size));
    items.splice(0, size);
  }
}
