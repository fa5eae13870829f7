/**
 * Scores that were deleted and can come back for a while. The score keeps its row and its bytes,
 * and is not there for anybody who asks for it.
 *
 * `bin/USER/ID` what the bin shows of it.
 *
 * @module
 */
import { card, deleteCards, setCards } from "./cards.ts";
import { commit } from "./database.ts";
import { noteChange } from "./library_changes.ts";
import { countSpace, spaceOf } from "./space.ts";
import { countScore, entryFrom, hashKey, type Score, type ScoreEntry, scoreKey } from "./scores.ts";

/** A score in the bin. */
export interface Binned {
  readonly id: string;
  readonly title: string;
  readonly composer: string;
  readonly opus: string;
  readonly pages: number;
  /** Milliseconds since 1970; the same for all that were deleted in one act. */
  readonly deletedAt: number;
}

const binKey = (userId: string, id: string) => ["bin", userId, id];

/** Rows of the bin. */
export function bin(kv: Deno.Kv) {
  const read = async (userId: string, id: string): Promise<ScoreEntry | null> =>
    entryFrom(await kv.get<Score>(scoreKey(userId, id)));

  return {
    /** Puts a score in the bin; nothing happens to one that is there already. */
    async put(userId: string, id: string, deletedAt: number): Promise<void> {
      while (true) {
        const operation = kv.atomic();
        if (!await this.putIn(operation, userId, id, deletedAt)) return;
        if (await commit(operation)) return;
      }
    },

    /**
     * The same in `operation`, which fails where the score has changed by then.
     *
     * @returns false where there is none, or it is there already: nothing is to be done
     */
    async putIn(
      operation: Deno.AtomicOperation,
      userId: string,
      id: string,
      deletedAt: number,
    ): Promise<boolean> {
      const entry = await read(userId, id);
      if (entry === null || entry.value.deletedAt !== undefined) return false;
      const { title, composer, opus, pages } = card(entry.value);
      const binned: Binned = { id, title, composer, opus, pages, deletedAt };
      operation.check(entry)
        .set(entry.key, { ...entry.value, deletedAt })
        .set(binKey(userId, id), binned);
      deleteCards(operation, entry.value);
      countScore(operation, userId, -1);
      noteChange(operation, userId, id);
      return true;
    },

    /**
     * Takes a score out of the bin.
     *
     * @param also adds to the same step what goes with it
     * @returns the score, also where it was not in the bin; null where there is none
     */
    async restore(
      userId: string,
      id: string,
      also: (operation: Deno.AtomicOperation, score: Score) => void = () => {},
    ): Promise<Score | null> {
      while (true) {
        const entry = await read(userId, id);
        if (entry === null) return null;
        const { deletedAt, ...score } = entry.value;
        if (deletedAt === undefined) return score;
        const operation = kv.atomic().check(entry)
          .set(entry.key, score)
          .delete(binKey(userId, id));
        setCards(operation, score);
        countScore(operation, userId, 1);
        noteChange(operation, userId, id);
        also(operation, score);
        if (await commit(operation)) return score;
      }
    },

    /**
     * Takes the rows of a score in the bin away for good; nothing happens to one that is not there.
     *
     * @param also adds to the same step what goes with it
     * @returns the content that went, by its SHA-256; null where nothing did
     */
    async remove(
      userId: string,
      id: string,
      also: (operation: Deno.AtomicOperation) => void,
    ): Promise<string | null> {
      while (true) {
        const entry = await read(userId, id);
        if (entry?.value.deletedAt === undefined) return null;
        await spaceOf(kv, userId);
        const operation = kv.atomic().check(entry)
          .delete(entry.key)
          .delete(hashKey(userId, entry.value.sha256))
          .delete(binKey(userId, id));
        countSpace(operation, userId, -entry.value.bytes);
        also(operation);
        if (await commit(operation)) return entry.value.sha256;
      }
    },

    /** What is in a person's bin, in no order. */
    async list(userId: string): Promise<Binned[]> {
      const rows = kv.list<Binned>({ prefix: ["bin", userId] }, { batchSize: 500 });
      return (await Array.fromAsync(rows)).map(({ value }) => value);
    },

    /** What was put in anybody's bin before `before` (milliseconds since 1970). */
    async *before(before: number): AsyncGenerator<{ userId: string; id: string }> {
      for await (const { key, value } of kv.list<Binned>({ prefix: ["bin"] }, { batchSize: 500 })) {
        if (value.deletedAt < before) yield { userId: key[1] as string, id: value.id };
      }
    },
  };
}
