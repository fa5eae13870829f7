/**
 * Putting photos together to one score: page after page they are brought in, or taken from scores
 * that are photos, and stay as they are until one PDF is made of them.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { PhotoDraft, PhotoDraftEntry, PhotoItem } from "../../store/photo_drafts.ts";
import type { Store } from "../../store/store.ts";
import { FormatError } from "../formats/error.ts";
import type { PageImage } from "../formats/format.ts";
import type { Formats } from "../formats/formats.ts";
import { HEAD_BYTES, kindOf } from "../formats/kinds.ts";
import type { Originals } from "../originals.ts";
import { type PhotoPage, photosPdf } from "../photo/photos_pdf.ts";
import { NO_CUT } from "../photo/sides.ts";
import { turned } from "../photo/turned.ts";
import { limits, Problem } from "../problem.ts";
import { emptyFields } from "../reading/fields.ts";
import type { Space } from "../space.ts";
import { newId, type World } from "../world.ts";
import { edited, editText } from "./edit.ts";
import { cleanFileName } from "./file_name.ts";
import { type Added, type Intake, problemOf } from "./intake.ts";
import { heldFor, pagesOf, photoView, withPhoto } from "./photo_draft.ts";
import type { IncomingFile } from "./upload.ts";

/** Widths in pixels that a photo is drawn at: in the list, and where it is cropped. */
const WIDTHS = [320, 1000] as const;

interface Needs {
  readonly store: Store;
  readonly formats: Formats;
  readonly originals: Originals;
  readonly intake: Intake;
  readonly space: Space;
  readonly world: World;
}

/** Puts photos together. */
export function createPhotoDrafts({ store, formats, originals, intake, space, world }: Needs) {
  const blobId = (draftId: string, key: string) => ["photo", draftId, key];
  const isOver = ({ changedAt }: PhotoDraft) => world.now() >= changedAt + limits.draftMs;

  /** @throws {Problem} `photos_unknown` */
  async function current(userId: string, id: string): Promise<PhotoDraftEntry> {
    const entry = await store.photoDrafts.get(userId, id);
    if (entry === null || isOver(entry.value)) throw new Problem("photos_unknown");
    return entry;
  }

  /** @throws {Problem} `photos_unknown` where there is no such page */
  async function itemOf(userId: string, id: string, n: number) {
    const { value: draft } = await current(userId, id);
    const item = draft.items.find((item) => item.n === n);
    if (item === undefined) throw new Problem("photos_unknown");
    return { draft, item };
  }

  /** @throws {Problem} `photos_unknown`, `file_away`, `file_gone` */
  async function bytesOf(draftId: string, { source }: PhotoItem): Promise<Uint8Array> {
    if ("score" in source) return await originals.read(source.score);
    const bytes = await store.blobs.read(blobId(draftId, source.key));
    if (bytes === null) throw new Problem("photos_unknown");
    return bytes;
  }

  /** @throws {Problem} what a person is told of a picture that cannot be opened, and what is one already */
  async function opening<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof FormatError ? new Problem(problemOf[error.code]) : error;
    }
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

  /** Takes the bytes in and looks at them. Nothing is left of what is refused. */
  async function taken(userId: string, id: string, { name, content }: IncomingFile) {
    const key = newId(world);
    const { used, quota } = await space.of(userId);
    if (used >= quota) throw new Problem("quota_full");
    const measure = { bytes: 0, format: null as PhotoItem["format"] | null };
    await store.blobs.write(blobId(id, key), pictureBytes(content, measure), world.now());
    try {
      const format = measure.format!;
      const { shapes } = await opening(() =>
        formats.of({ format }).inspect({
          key,
          owner: userId,
          load: async () => await store.blobs.read(blobId(id, key)) ?? new Uint8Array(),
        }, { maxPages: 1 })
      );
      return {
        source: { key },
        name: cleanFileName(name),
        format,
        bytes: measure.bytes,
        shape: shapes[0],
      };
    } catch (error) {
      await store.blobs.remove(blobId(id, key));
      throw error;
    }
  }

  /** Ends it in `operation`: the room that was held is free, and the bytes are nobody's. */
  function letGo(operation: Deno.AtomicOperation, { value }: PhotoDraftEntry): void {
    store.blobs.disown(operation, ["photo", value.id]);
  }

  /** The scores that the photos were go to the bin, in `operation`. */
  async function binned(operation: Deno.AtomicOperation, draft: PhotoDraft): Promise<void> {
    const scores = pagesOf(draft).flatMap(({ source }) => "score" in source ? [source.score] : []);
    for (const id of new Set(scores)) {
      await store.bin.putIn(operation, draft.userId, id, world.now());
    }
  }

  /** They have become a score that was there before. */
  async function endAs(entry: PhotoDraftEntry, scoreId: string): Promise<void> {
    for (let now: PhotoDraftEntry | null = entry; now !== null;) {
      const operation = store.begin();
      store.photoDrafts.end(operation, now, scoreId);
      letGo(operation, now);
      await binned(operation, now.value);
      space.release(operation, now.value.userId, heldFor(now.value));
      if (await store.commit(operation)) return;
      now = await store.photoDrafts.get(entry.value.userId, entry.value.id);
    }
  }

  /** The PDF that they make, kept as the file of a score to be. */
  async function written(scoreId: string, draft: PhotoDraft) {
    const pages = pagesOf(draft).map((item): PhotoPage => {
      const { format, turn, crop } = item;
      return { format, turn, crop, load: () => bytesOf(draft.id, item) };
    });
    const hash = createHash("sha256");
    let bytes = 0;
    async function* measured() {
      for await (const part of photosPdf(pages)) {
        bytes += part.length;
        if (bytes > limits.fileBytes) throw new Problem("photos_too_large");
        hash.update(part);
        yield part;
      }
    }
    await opening(() => originals.write(scoreId, measured()));
    return { bytes, sha256: hash.digest("hex") };
  }

  async function discard(entry: PhotoDraftEntry): Promise<boolean> {
    const { userId, id } = entry.value;
    const operation = store.begin();
    store.photoDrafts.remove(operation, entry);
    letGo(operation, entry);
    space.release(operation, userId, heldFor(entry.value));
    if (!await store.commit(operation)) return false;
    await store.blobs.remove(["photo", id]);
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
      const photo = await taken(userId, id, file);
      const blob = blobId(id, photo.source.key);
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
          store.blobs.finish(operation, blob);
          if (await space.claim(userId, heldFor(next) - heldFor(draft), operation)) return;
        }
      } catch (error) {
        const kept = (await store.photoDrafts.get(userId, id))?.value.items
          .some(({ source }) => "key" in source && source.key === photo.source.key);
        // A commit may have been done although its answer was lost.
        if (!kept) await store.blobs.remove(blob);
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
      { width, whole }: { width: number; whole: boolean },
    ): Promise<PageImage> {
      const { item } = await itemOf(userId, id, n);
      const wide = WIDTHS.find((one) => one >= width) ?? WIDTHS[1];
      const doc = { key: `${id} ${n}`, owner: userId, load: () => bytesOf(id, item) };
      const image = await opening(() => formats.of(item).render(doc, 0, wide));
      return await turned(image, item.turn, whole ? NO_CUT : photoView(item).crop);
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
      const end = await store.photoDrafts.ended(userId, id);
      if (end !== null) return { id: end, duplicate: false };
      const entry = await current(userId, id);
      const draft = entry.value;
      const [first] = pagesOf(draft);
      if (first === undefined) throw new Problem("photos_none");
      const scoreId = newId(world);
      let added: Added | null = null;
      try {
        const { bytes, sha256 } = await written(scoreId, draft);
        const stem = title.trim() || first.name.replace(/\.[^.]+$/, "");
        const typed = title.trim() === "" ? {} : { title };
        added = await intake.take({
          id: scoreId,
          userId,
          name: `${stem.slice(0, 100)}.pdf`,
          format: formats.named("pdf"),
          bytes,
          sha256,
          fields: edited(emptyFields(), typed),
        }, async (operation) => {
          const now = await store.photoDrafts.get(userId, id);
          if (now?.versionstamp !== entry.versionstamp) throw new Problem("photos_changed");
          store.photoDrafts.end(operation, entry, scoreId);
          letGo(operation, entry);
          await binned(operation, draft);
          return await space.claim(userId, bytes - heldFor(draft), operation);
        });
        if (added.duplicate) await endAs(entry, added.id);
        await store.blobs.remove(["photo", id]);
        return added;
      } catch (error) {
        const end = await store.photoDrafts.ended(userId, id); // It was pressed twice at once.
        if (end !== null) return { id: end, duplicate: false };
        throw error;
      } finally {
        if (added?.id !== scoreId) await originals.drop(scoreId);
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

/** Passes a picture's bytes on, and notes how many, and of which kind. @throws {Problem} for what is none */
async function* pictureBytes(
  content: AsyncIterable<Uint8Array>,
  measure: { bytes: number; format: PhotoItem["format"] | null },
): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES);
  const look = () => {
    const kind = kindOf(head.subarray(0, Math.min(HEAD_BYTES, measure.bytes)));
    if (kind !== "jpeg" && kind !== "png") throw new Problem("photo_unknown");
    measure.format = kind;
  };
  for await (const part of content) {
    if (measure.bytes < HEAD_BYTES) {
      head.set(part.subarray(0, HEAD_BYTES - measure.bytes), measure.bytes);
    }
    measure.bytes += part.length;
    if (measure.bytes > limits.fileBytes) throw new Problem("photos_too_large");
    if (measure.format === null && measure.bytes >= HEAD_BYTES) look();
    yield part;
  }
  if (measure.bytes === 0) throw new Problem("file_empty");
  if (measure.format === null) look();
}
