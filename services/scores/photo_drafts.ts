/**
 * Putting photos together to one score: page after page they are brought in, or taken from scores
 * that are photos, and stay as they are until one PDF is made of them.
 *
 * @module
 */
import type { PhotoDraft, PhotoDraftEntry } from "../../store/photo_drafts.ts";
import type { Store } from "../../store/store.ts";
import type { PageImage } from "../formats/format.ts";
import type { Formats } from "../formats/formats.ts";
import type { Originals } from "../originals.ts";
import { limits, Problem } from "../problem.ts";
import type { Space } from "../space.ts";
import { newId, type World } from "../world.ts";
import { editText } from "./edit.ts";
import type { Added, Intake } from "./intake.ts";
import { heldFor, withPhoto } from "./photo_draft.ts";
import { createPhotoFiles } from "./photo_files.ts";
import { createPhotoScore } from "./photo_score.ts";
import type { IncomingFile } from "./upload.ts";

interface Needs {
  readonly store: Store;
  readonly formats: Formats;
  readonly originals: Originals;
  readonly intake: Intake;
  readonly space: Space;
  readonly world: World;
}

/** Puts photos together. */
export function createPhotoDrafts(needs: Needs) {
  const { store, space, world } = needs;
  const files = createPhotoFiles(needs);
  const score = createPhotoScore({ ...needs, files });
  const isOver = ({ changedAt }: PhotoDraft) => world.now() >= changedAt + limits.draftMs;

  /** @throws {Problem} `photos_unknown` */
  async function current(userId: string, id: string): Promise<PhotoDraftEntry> {
    const entry = await store.photoDrafts.get(userId, id);
    if (entry === null || isOver(entry.value)) throw new Problem("photos_unknown");
    return entry;
  }

  const fresh = (userId: string, id: string, title = ""): PhotoDraft => {
    return { id, userId, title, items: [], next: 1, changedAt: world.now() };
  };

  async function list(userId: string): Promise<PhotoDraft[]> {
    return (await store.photoDrafts.list(userId)).filter((draft) => !isOver(draft));
  }

  /** @throws {Problem} `drafts_too_many` */
  async function mayBegin(userId: string): Promise<void> {
    if ((await list(userId)).length >= limits.drafts) throw new Problem("drafts_too_many");
  }

  async function discard(entry: PhotoDraftEntry): Promise<boolean> {
    const { userId, id } = entry.value;
    const operation = store.begin();
    store.photoDrafts.remove(operation, entry);
    files.letGo(operation, id);
    space.release(operation, userId, heldFor(entry.value));
    if (!await store.commit(operation)) return false;
    await files.remove(id);
    return true;
  }

  return {
    /** What a person has begun, the oldest first. */
    list,

    /** The photos. @throws {Problem} `photos_unknown` */
    get: async (userId: string, id: string): Promise<PhotoDraft> =>
      (await current(userId, id)).value,

    /** The score that the photos became, if they did lately. */
    ended: (userId: string, id: string): Promise<string | null> =>
      store.photoDrafts.ended(userId, id),

    /** An id for photos that are to be put together; nothing is kept before the first is here. */
    newId: (): string => newId(world),

    /**
     * Takes a photo in, as the last page; with the first one they are begun.
     *
     * @param begin whether this may be the first
     * @throws {Problem} `photo_unknown`, `photos_too_many`, `photos_too_large`, `photos_unknown`,
     *   `quota_full`, `upload_broken`, `drafts_too_many`, `signed_out`, and the `file_…` codes
     */
    async add(userId: string, id: string, file: IncomingFile, begin: boolean): Promise<void> {
      const before = await store.photoDrafts.get(userId, id);
      if (!begin && before === null) throw new Problem("photos_unknown");
      if (before === null) await mayBegin(userId);
      else if (before.value.items.length >= limits.photos) throw new Problem("photos_too_many");
      const { used, quota } = await space.of(userId);
      if (used >= quota) throw new Problem("quota_full");
      const photo = await files.take(userId, id, file);
      const { key } = photo.source;
      try {
        while (true) {
          const entry = await store.photoDrafts.get(userId, id);
          if (entry === null && before !== null) throw new Problem("photos_unknown");
          const user = await store.users.entry(userId);
          if (user === null) throw new Problem("signed_out"); // The account was deleted meanwhile.
          const draft = entry?.value ?? fresh(userId, id);
          const next = { ...withPhoto(draft, photo), changedAt: world.now() };
          const operation = store.begin().check(user);
          if (entry === null) store.photoDrafts.add(operation, next);
          else store.photoDrafts.set(operation, entry, next);
          files.keep(operation, id, key);
          if (await space.claim(userId, heldFor(next) - heldFor(draft), operation)) return;
        }
      } catch (error) {
        const kept = (await store.photoDrafts.get(userId, id))?.value.items
          .some(({ source }) => "key" in source && source.key === key);
        // A commit may have been done although its answer was lost.
        if (!kept) await files.remove(id, key);
        throw error;
      }
    },

    /**
     * Begins with the photos of scores, in the order of their files' names: a camera counts them.
     *
     * @returns its id
     * @throws {Problem} `photos_not`, `photos_too_many`, `photos_too_large`, `score_unknown`,
     *   `drafts_too_many`
     */
    async join(userId: string, ids: readonly string[]): Promise<string> {
      await mayBegin(userId);
      if (ids.length > limits.photos) throw new Problem("photos_too_many");
      const scores = (await store.scores.several(userId, ids)).sort((a, b) =>
        a.fileName.localeCompare(b.fileName, "en", { numeric: true }) || a.createdAt - b.createdAt
      );
      if (scores.length === 0) throw new Problem("score_unknown");
      const title = scores.map(({ fields }) => editText(fields, "title")).find((said) =>
        said !== ""
      );
      let draft = fresh(userId, newId(world), title);
      for (const { id, fileName, format, bytes, shapes } of scores) {
        if (format !== "jpeg" && format !== "png") throw new Problem("photos_not");
        draft = withPhoto(draft, {
          source: { score: id },
          name: fileName,
          format,
          bytes,
          shape: shapes[0],
        });
      }
      const user = await store.users.entry(userId);
      if (user === null) throw new Problem("signed_out"); // The account was deleted meanwhile.
      const operation = store.begin().check(user);
      store.photoDrafts.add(operation, draft);
      if (!await store.commit(operation)) throw new Problem("signed_out");
      return draft.id;
    },

    /**
     * Changes it, as often as it takes when others change it at the same time.
     *
     * @throws {Problem} `photos_unknown`, and what `change` throws
     */
    async change(
      userId: string,
      id: string,
      change: (draft: PhotoDraft) => PhotoDraft,
    ): Promise<void> {
      while (true) {
        const entry = await current(userId, id);
        const next = change(entry.value);
        if (next === entry.value) return;
        const operation = store.begin();
        store.photoDrafts.set(operation, entry, { ...next, changedAt: world.now() });
        if (await store.commit(operation)) return;
      }
    },

    /**
     * Photo `n` as it is seen, some `width` pixels wide; `whole`: before it is cropped.
     *
     * @throws {Problem} `photos_unknown`, `file_away`, `file_gone`, `page_broken`
     */
    async picture(
      userId: string,
      id: string,
      n: number,
      size: { width: number; whole: boolean },
    ): Promise<PageImage> {
      const { value: draft } = await current(userId, id);
      const item = draft.items.find((item) => item.n === n);
      if (item === undefined) throw new Problem("photos_unknown");
      return await files.draw(draft, item, size);
    },

    /**
     * Makes one score of the photos. In the step that keeps it they are let go, and the scores that
     * some of them were go to the bin.
     *
     * @param title what the person wants it to be called; empty: it is read from the first page
     * @throws {Problem} `photos_unknown`, `photos_none`, `photos_too_large`, `photos_changed`,
     *   `field_too_long`, `quota_full`, `file_away`, `file_gone`, `engine_unavailable`
     */
    async make(userId: string, id: string, title: string): Promise<Added> {
      if (title.length > limits.fieldCharacters) throw new Problem("field_too_long");
      try {
        return await score.make(await current(userId, id), title);
      } catch (error) {
        const end = await store.photoDrafts.ended(userId, id); // It was pressed twice.
        if (end === null) throw error;
        return { id: end, duplicate: false };
      }
    },

    /** Throws the photos away; those that are scores stay scores. @throws {Problem} `photos_unknown` */
    async discard(userId: string, id: string): Promise<void> {
      while (!await discard(await current(userId, id)));
    },

    /** Takes away what nobody has changed for a week; for a timer. */
    async sweep(): Promise<void> {
      for await (const entry of store.photoDrafts.before(world.now() - limits.draftMs)) {
        await discard(entry);
      }
    },
  };
}
