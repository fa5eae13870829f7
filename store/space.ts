/**
 * How much room a person's files take.
 *
 * `space/USER` bytes: of scores, also of those in the bin, and what is held for files on their way.
 * Who has no row yet is counted once.
 *
 * @module
 */
import { commit } from "./database.ts";
import { createInTurn } from "./in_turn.ts";

type SpaceEntry = Deno.KvEntry<Deno.KvU64>;

const spaceKey = (userId: string) => ["space", userId];

/** Adds to the room in `operation`, after `spaceOf`; sums in KV wrap around. */
export function countSpace(operation: Deno.AtomicOperation, userId: string, by: number): void {
  operation.sum(spaceKey(userId), BigInt.asUintN(64, BigInt(by)));
}

/** The row. Nobody's bytes change before it is there, so that it begins with what was counted. */
export async function spaceOf(kv: Deno.Kv, userId: string): Promise<SpaceEntry> {
  while (true) {
    const entry = await kv.get<Deno.KvU64>(spaceKey(userId));
    if (entry.value !== null) return entry;
    let bytes = 0;
    const scores = kv.list<{ bytes: number }>({ prefix: ["scores", userId] }, { batchSize: 500 });
    for await (const { value } of scores) bytes += value.bytes;
    await commit(kv.atomic().check(entry).set(entry.key, new Deno.KvU64(BigInt(bytes))));
  }
}

/** Rows of room. */
export function space(kv: Deno.Kv) {
  const inTurn = createInTurn();
  const bytesOf = ({ value }: SpaceEntry) => Math.max(0, Number(BigInt.asIntN(64, value.value)));

  return {
    /** How many bytes are taken, or held. */
    async used(userId: string): Promise<number> {
      return bytesOf(await spaceOf(kv, userId));
    },

    /**
     * Commits `operation` with `bytes` more of at most `most`.
     *
     * @returns whether it was committed; null where there is no room for them
     */
    claim(
      userId: string,
      bytes: number,
      most: number,
      operation: Deno.AtomicOperation,
    ): Promise<boolean | null> {
      return inTurn(userId, async () => {
        const entry = await spaceOf(kv, userId);
        if (bytesOf(entry) + bytes > most) return null;
        operation.check(entry);
        countSpace(operation, userId, bytes);
        return await commit(operation) !== null;
      });
    },

    /** Gives back in `operation` what was claimed. */
    release(operation: Deno.AtomicOperation, userId: string, bytes: number): void {
      countSpace(operation, userId, -bytes);
    },
  };
}
