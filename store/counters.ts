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

/** Rows of sums. */
export function counters(kv: Deno.Kv) {
  const key = (path: CounterPath) => ["counters", ...path];

  /**
   * Changes a counter by what it has, as often as it takes when others change it at the same time.
   *
   * @param next gives what it is to have, or null where it stays as it is
   * @returns what the counter has now, or null where it stayed as it was
   */
  async function change(
    path: CounterPath,
    next: (now: number) => number | null,
  ): Promise<number | null> {
    while (true) {
      const entry = await kv.get<Deno.KvU64>(key(path));
      const changed = next(Number(entry.value?.value ?? 0n));
      if (changed === null) return null;
      const operation = kv.atomic().check(entry).set(entry.key, new Deno.KvU64(BigInt(changed)));
      if (await commit(operation)) return changed;
    }
  }

  return {
    /** Adds to several counters, 500 at most, in one step; whole numbers, zero or more. */
    async add(amounts: readonly (readonly [CounterPath, number])[]): Promise<void> {
      const operation = kv.atomic();
      for (const [path, amount] of amounts) {
        operation.sum(key(path), BigInt(Math.round(amount)));
      }
      await commit(operation);
    },

    change,

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
