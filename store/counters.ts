/**
 * Sums that several instances add to.
 *
 * `counters/…PATH` a number; the path ends with what is counted.
 *
 * @module
 */
import { commit } from "./database.ts";

/** A counter's name, from the general to the particular. */
export type CounterPath = readonly (string | number)[];

/** KV takes 1,000 mutations in one atomic operation. */
const ADDS_PER_WRITE = 500;

/** Rows of sums. */
export function counters(kv: Deno.Kv) {
  const key = (path: CounterPath) => ["counters", ...path];
  return {
    /** Adds to several counters; whole numbers, zero or more. */
    async add(amounts: readonly (readonly [CounterPath, number])[]): Promise<void> {
      for (let at = 0; at < amounts.length; at += ADDS_PER_WRITE) {
        const operation = kv.atomic();
        for (const [path, amount] of amounts.slice(at, at + ADDS_PER_WRITE)) {
          operation.sum(key(path), BigInt(Math.round(amount)));
        }
        await commit(operation);
      }
    },

    /**
     * Adds 1, unless that would go over `limit`; nobody goes over it together with others.
     *
     * @returns what the counter has now, or null where it is at its limit
     */
    async take(path: CounterPath, limit: number): Promise<number | null> {
      while (true) {
        const entry = await kv.get<Deno.KvU64>(key(path));
        const next = Number(entry.value?.value ?? 0n) + 1;
        if (next > limit) return null;
        const operation = kv.atomic().check(entry).set(entry.key, new Deno.KvU64(BigInt(next)));
        if (await commit(operation)) return next;
      }
    },

    /** Takes back 1 of what `take` gave, where there is any. */
    async giveBack(path: CounterPath): Promise<void> {
      while (true) {
        const entry = await kv.get<Deno.KvU64>(key(path));
        const count = entry.value?.value ?? 0n;
        if (count === 0n) return;
        const operation = kv.atomic().check(entry).set(entry.key, new Deno.KvU64(count - 1n));
        if (await commit(operation)) return;
      }
    },

    async get(path: CounterPath): Promise<number> {
      return Number((await kv.get<Deno.KvU64>(key(path))).value?.value ?? 0n);
    },

    /** All counters below `path` from `start` on, each with the rest of its path. */
    async list(path: CounterPath, start?: string | number): Promise<[CounterPath, number][]> {
      const selector: Deno.KvListSelector = start === undefined
        ? { prefix: key(path) }
        : { prefix: key(path), start: [...key(path), start] };
      const found: [CounterPath, number][] = [];
      for await (const row of kv.list<Deno.KvU64>(selector, { batchSize: 500 })) {
        found.push([
          row.key.slice(path.length + 1) as (string | number)[],
          Number(row.value.value),
        ]);
      }
      return found;
    },

    /** Removes the counters below `path` whose next part is a number below `before`; says how many. */
    async trim(path: CounterPath, before: number): Promise<number> {
      let removed = 0;
      const rows = kv.list({ prefix: key(path), end: [...key(path), before] }, { batchSize: 500 });
      for await (const row of rows) {
        await commit(kv.atomic().delete(row.key));
        removed++;
      }
      return removed;
    },
  };
}
