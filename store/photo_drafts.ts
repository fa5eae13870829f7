/**
 * Photos that are being put together to one score.
 *
 * `photo_drafts/USER/ID` the photos in their order; each that was brought in for it is the blob
 * `["photo", ID, KEY]`, whose room is held;
 * `photo_drafts_ended/USER/ID` which score they became, for a day: the answer that said so may have
 * been lost.
 *
 * @module
 */

/** Where a photo's bytes are: brought in for this, or the file of a score. */
export type PhotoSource = { readonly key: string } | { readonly score: string };

/** A photo that becomes a page. */
export interface PhotoItem {
  /** Its number among these, which is never given again. */
  readonly n: number;
  readonly source: PhotoSource;
  readonly name: string;
  readonly format: "jpeg" | "png";
  readonly bytes: number;
  /** Height by width, as the camera says it stands. */
  readonly shape: number;
  /** Quarters clockwise, on top of that. */
  readonly turn: 0 | 1 | 2 | 3;
  /** What is cut off each side before it is turned so, in percent: top, right, bottom, left. */
  readonly crop: readonly [number, number, number, number];
  /** It was taken out, and can be put back. */
  readonly out?: true;
}

/** Photos in an order. Some 250 bytes each: a value in KV has 65,536. */
export interface PhotoDraft {
  readonly id: string;
  readonly userId: string;
  /** What the person wants the score to be called; empty where that is to be read. */
  readonly title: string;
  readonly items: readonly PhotoItem[];
  /** The number of the next photo. */
  readonly next: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** With the version it was read at. */
export type PhotoDraftEntry = Deno.KvEntry<PhotoDraft>;

const END_KEPT_MS = 24 * 60 * 60 * 1000;

const draftKey = (userId: string, id: string) => ["photo_drafts", userId, id];
const endKey = (userId: string, id: string) => ["photo_drafts_ended", userId, id];

/** Rows of photos that are being put together. */
export function photoDrafts(kv: Deno.Kv) {
  return {
    async get(userId: string, id: string): Promise<PhotoDraftEntry | null> {
      const entry = await kv.get<PhotoDraft>(draftKey(userId, id));
      return entry.value === null ? null : entry;
    },

    /** Keeps a new one in `operation`, which fails where it is there already. */
    add(operation: Deno.AtomicOperation, draft: PhotoDraft): void {
      const key = draftKey(draft.userId, draft.id);
      operation.check({ key, versionstamp: null }).set(key, draft);
    },

    /** Keeps what it has become in `operation`, which fails where somebody else changed it. */
    set(operation: Deno.AtomicOperation, entry: PhotoDraftEntry, draft: PhotoDraft): void {
      operation.check(entry).set(entry.key, draft);
    },

    /** Takes it away in `operation`, which fails where somebody else changed it. */
    remove(operation: Deno.AtomicOperation, entry: PhotoDraftEntry): void {
      operation.check(entry).delete(entry.key);
    },

    /** The same, and they became this score. */
    end(operation: Deno.AtomicOperation, entry: PhotoDraftEntry, scoreId: string): void {
      this.remove(operation, entry);
      const { userId, id } = entry.value;
      operation.set(endKey(userId, id), scoreId, { expireIn: END_KEPT_MS });
    },

    /** The score that they became; null where they did not yet, or too long ago. */
    async ended(userId: string, id: string): Promise<string | null> {
      return (await kv.get<string>(endKey(userId, id))).value;
    },

    /** A person's, the oldest first. */
    async list(userId: string): Promise<PhotoDraft[]> {
      const rows = kv.list<PhotoDraft>({ prefix: ["photo_drafts", userId] });
      return await Array.fromAsync(rows, ({ value }) => value);
    },

    /** Anybody's that nobody has changed since `before` (milliseconds since 1970). */
    async *before(before: number): AsyncGenerator<PhotoDraftEntry> {
      for await (const row of kv.list<PhotoDraft>({ prefix: ["photo_drafts"] })) {
        if (row.value.changedAt < before) yield row;
      }
    },
  };
}
