/**
 * Collections and setlists: scores that a person has put together.
 *
 * `collections/USER/ID` the list with its items; one that was deleted goes by itself after a while;
 * `collection_names/USER/NAME` (folded) the id of the one that goes by that name.
 *
 * @module
 */
import { commit } from "./database.ts";
import { likeness } from "./fold.ts";

/** In a collection each score stands once; a setlist is an order to play in, and may have one twice. */
export const COLLECTION_KINDS = ["collection", "setlist"] as const;
export type CollectionKind = (typeof COLLECTION_KINDS)[number];

/** A score's place in a list. */
export interface Item {
  /** Its number in this list, which is never given again. */
  readonly n: number;
  /** The score, which may be in the bin. */
  readonly id: string;
  /** When it was put there, the same for all of one act (milliseconds since 1970). */
  readonly at: number;
}

/** A list of scores. Some 70 bytes an item: a value in KV has 65,536. */
export interface Collection {
  readonly id: string;
  readonly name: string;
  readonly kind: CollectionKind;
  readonly items: readonly Item[];
  /** The number of the next item. */
  readonly next: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When it was deleted, where it was. */
  readonly deletedAt?: number;
}

/** How long a deleted one can come back. */
export const COLLECTION_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

const collectionKey = (userId: string, id: string) => ["collections", userId, id];
const nameKey = (userId: string, name: string) => ["collection_names", userId, likeness(name)];

/** Rows of lists. */
export function collections(kv: Deno.Kv) {
  async function all(userId: string): Promise<Collection[]> {
    const rows = kv.list<Collection>({ prefix: ["collections", userId] }, { batchSize: 100 });
    return await Array.fromAsync(rows, ({ value }) => value);
  }

  /** Changes a row that `is` so, as often as it takes; `also` adds to the step. */
  async function change(
    userId: string,
    id: string,
    is: (row: Collection) => boolean,
    next: (row: Collection) => Collection,
    also: (operation: Deno.AtomicOperation, before: Collection, after: Collection) => void,
    expireIn?: number,
  ): Promise<Collection | null> {
    while (true) {
      const entry = await kv.get<Collection>(collectionKey(userId, id));
      if (entry.value === null || !is(entry.value)) return null;
      const after = next(entry.value);
      if (after === entry.value) return after;
      const operation = kv.atomic().check(entry)
        .set(entry.key, after, expireIn === undefined ? {} : { expireIn });
      also(operation, entry.value, after);
      if (await commit(operation)) return after;
    }
  }

  const isThere = ({ deletedAt }: Collection) => deletedAt === undefined;
  /** Takes a name in `operation`, which fails where another list has it. */
  const claim = (operation: Deno.AtomicOperation, userId: string, { id, name }: Collection) =>
    operation.check({ key: nameKey(userId, name), versionstamp: null })
      .set(nameKey(userId, name), id);

  return {
    /** A person's lists, in the order in which they were made. */
    list: async (userId: string): Promise<Collection[]> => (await all(userId)).filter(isThere),

    /** The deleted ones that can come back. */
    async deleted(userId: string, now: number): Promise<Collection[]> {
      // The database deletes late.
      return (await all(userId))
        .filter(({ deletedAt }) => deletedAt !== undefined && deletedAt > now - COLLECTION_KEPT_MS);
    },

    async get(userId: string, id: string): Promise<Collection | null> {
      const { value } = await kv.get<Collection>(collectionKey(userId, id));
      return value !== null && isThere(value) ? value : null;
    },

    /** The id of the list of that name, or null. */
    async byName(userId: string, name: string): Promise<string | null> {
      return (await kv.get<string>(nameKey(userId, name))).value;
    },

    /** Whether the list could be added: no other one has its name. */
    async add(userId: string, collection: Collection): Promise<boolean> {
      const operation = kv.atomic().set(collectionKey(userId, collection.id), collection);
      claim(operation, userId, collection);
      return await commit(operation) !== null;
    },

    /**
     * Changes what is in a list, as often as it takes when others change it at the same time.
     *
     * @returns the changed list, or null where there is none
     */
    changeItems: (
      userId: string,
      id: string,
      next: (row: Collection) => Collection,
    ): Promise<Collection | null> => change(userId, id, isThere, next, () => {}),

    /** Gives it another name. Null: there is no such list; false: another one has the name. */
    async rename(userId: string, id: string, name: string): Promise<boolean | null> {
      const to = nameKey(userId, name);
      while (true) {
        const [entry, holder] = await kv.getMany<[Collection, string]>(
          [collectionKey(userId, id), to],
        );
        if (entry.value === null || !isThere(entry.value)) return null;
        if (holder.value !== null && holder.value !== id) return false;
        const operation = kv.atomic().check(entry).check(holder)
          .set(entry.key, { ...entry.value, name })
          .set(to, id);
        if (holder.value === null) operation.delete(nameKey(userId, entry.value.name));
        if (await commit(operation)) return true;
      }
    },

    /** Deletes a list; it can come back for thirty days. False: there is none. */
    async remove(userId: string, id: string, deletedAt: number): Promise<boolean> {
      const removed = await change(
        userId,
        id,
        isThere,
        (row) => ({ ...row, deletedAt }),
        (operation, { name }) => operation.delete(nameKey(userId, name)),
        COLLECTION_KEPT_MS,
      );
      return removed !== null;
    },

    /** Brings a deleted list back by the name `name`. Null: there is none, or the name is taken. */
    async restore(userId: string, id: string, name: string): Promise<Collection | null> {
      const entry = await kv.get<Collection>(collectionKey(userId, id));
      if (entry.value?.deletedAt === undefined) return null;
      const { deletedAt: _, ...row } = { ...entry.value, name };
      const operation = kv.atomic().check(entry).set(entry.key, row);
      claim(operation, userId, row);
      return await commit(operation) === null ? null : row;
    },

    /** Takes a score that is gone for good out of all lists, deleted ones too. */
    async forget(userId: string, score: string): Promise<void> {
      for (const { id, items, deletedAt } of await all(userId)) {
        if (!items.some((item) => item.id === score)) continue;
        await change(
          userId,
          id,
          () => true,
          (row) => ({ ...row, items: row.items.filter((item) => item.id !== score) }),
          () => {},
          deletedAt === undefined ? undefined : COLLECTION_KEPT_MS,
        );
      }
    },
  };
}
