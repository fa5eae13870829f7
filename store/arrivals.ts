/**
 * Files on their way in, in parts.
 *
 * `arrivals/USER/ID` the file; its bytes are the blob `["original", ID]`, whose room is held for it.
 * `arrivals_ended/USER/ID` what became of it, for a day: the answer that said so may have been lost.
 *
 * @module
 */

/** A file that a person has begun to send. */
export interface Arrival {
  /** The id of the score that it becomes, where it becomes one of its own. */
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** How many there will be. */
  readonly bytes: number;
  /** What the sender tells the file by when it goes on; empty where it has said nothing. */
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What became of a file that is all there. */
export interface ArrivalEnd {
  /** The score's. */
  readonly id: string;
  readonly duplicate: boolean;
  /** The file's. */
  readonly bytes: number;
}

/** An arrival with the version it was read at. */
export type ArrivalEntry = Deno.KvEntry<Arrival>;

const END_KEPT_MS = 24 * 60 * 60 * 1000;

const arrivalKey = (userId: string, id: string) => ["arrivals", userId, id];
const endKey = (userId: string, id: string) => ["arrivals_ended", userId, id];

/** Rows of files on their way. */
export function arrivals(kv: Deno.Kv) {
  return {
    async get(userId: string, id: string): Promise<ArrivalEntry | null> {
      const entry = await kv.get<Arrival>(arrivalKey(userId, id));
      return entry.value === null ? null : entry;
    },

    add(operation: Deno.AtomicOperation, arrival: Arrival): void {
      operation.set(arrivalKey(arrival.userId, arrival.id), arrival);
    },

    /** It became a score, in `operation`, which fails where somebody else ended it. */
    end(
      operation: Deno.AtomicOperation,
      entry: ArrivalEntry,
      score: Omit<ArrivalEnd, "bytes">,
    ): void {
      this.remove(operation, entry);
      const { userId, id, bytes } = entry.value;
      operation.set(endKey(userId, id), { ...score, bytes }, { expireIn: END_KEPT_MS });
    },

    /** What became of it; null where nothing did yet, or too long ago. */
    async ended(userId: string, id: string): Promise<ArrivalEnd | null> {
      return (await kv.get<ArrivalEnd>(endKey(userId, id))).value;
    },

    /** Takes it away in `operation`, which fails where somebody else ended it. */
    remove(operation: Deno.AtomicOperation, entry: ArrivalEntry): void {
      operation.check(entry).delete(entry.key);
    },

    /** A person's that are not all there, the oldest first. */
    async list(userId: string): Promise<Arrival[]> {
      const rows = kv.list<Arrival>({ prefix: ["arrivals", userId] }, { batchSize: 500 });
      return await Array.fromAsync(rows, ({ value }) => value);
    },

    /** Anybody's that were begun before `before` (milliseconds since 1970). */
    async *before(before: number): AsyncGenerator<ArrivalEntry> {
      for await (const row of kv.list<Arrival>({ prefix: ["arrivals"] }, { batchSize: 500 })) {
        if (row.value.createdAt < before) yield row;
      }
    },
  };
}
