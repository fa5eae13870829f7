/**
 * All rows, whatever they are: for copies of the whole.
 *
 * @module
 */
import { serialize } from "node:v8";
import { commit } from "./database.ts";

/** A row as it can be kept outside. */
export interface Row {
  readonly key: Deno.KvKey;
  readonly value: unknown;
  /** When it goes by itself (milliseconds since 1970); null: never, or nobody knows. */
  readonly expiresAt: number | null;
  /** It was there, and is no more. */
  readonly gone?: true;
}

/** A row with the version it was read at. */
export type VersionedRow = Row & { readonly versionstamp: string };

/** KV takes 1,000 changes and 819,200 bytes in one step; a value has 65,536 bytes at most. */
const ROWS_PER_WRITE = 500;
const BYTES_PER_WRITE = 600_000;
const ROWS_PER_READ = 100;

/** A batch of rows to write, with about how many bytes they have. */
export interface Batch {
  rows: Row[];
  bytes: number;
}

/** A key as a text that no other key has. */
export const nameOf = (key: Deno.KvKey): string => serialize(key).toString("base64");

/** Whether a batch has no room for a row of `bytes`. */
export function isFull({ rows, bytes }: Batch, next: number): boolean {
  return rows.length === ROWS_PER_WRITE || (rows.length > 0 && bytes + next > BYTES_PER_WRITE);
}

/** Rows of all kinds. */
export function rows(kv: Deno.Kv) {
  return {
    /**
     * All of them, in the order of their keys. Each hundred is from one moment, all together are not.
     *
     * @param but a kind that is left out: the first part of its keys
     */
    async *all(but?: string): AsyncGenerator<VersionedRow> {
      // In the order of keys, texts come after each other, and this one is the next after `but`.
      const selectors: Deno.KvListSelector[] = but === undefined
        ? [{ prefix: [] }]
        : [{ start: [], end: [but] }, { start: [`${but}\0`], end: [true] }];
      for (const selector of selectors) {
        for await (const { key, value, versionstamp } of kv.list(selector, options)) {
          yield { key, value, versionstamp, expiresAt: null };
        }
      }
    },

    /** Those whose keys begin so. */
    async *below(prefix: Deno.KvKey): AsyncGenerator<VersionedRow> {
      for await (const { key, value, versionstamp } of kv.list({ prefix }, options)) {
        yield { key, value, versionstamp, expiresAt: null };
      }
    },

    /** The values of ten keys at most. */
    async values(keys: readonly Deno.KvKey[]): Promise<unknown[]> {
      return (await kv.getMany(keys as Deno.KvKey[])).map(({ value }) => value);
    },

    /** Whether there is none at all. */
    async none(): Promise<boolean> {
      for await (const _ of kv.list({ prefix: [] }, { limit: 1 })) return false;
      return true;
    },

    /** Writes rows in one step, as many as `isFull` lets in. */
    async put(some: readonly Row[], now: number): Promise<void> {
      const operation = kv.atomic();
      for (const { key, value, expiresAt, gone } of some) {
        if (gone) {
          operation.delete(key);
          continue;
        }
        const expireIn = expiresAt === null ? {} : { expireIn: Math.max(1, expiresAt - now) };
        operation.set(key, value, expireIn);
      }
      await commit(operation);
    },

    async remove(key: Deno.KvKey): Promise<void> {
      await commit(kv.atomic().delete(key));
    },
  };
}

const options: Deno.KvListOptions = { batchSize: ROWS_PER_READ };
