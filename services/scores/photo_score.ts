/**
 * Photos become one score: one PDF of them all.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { PhotoDraft, PhotoDraftEntry } from "../../store/photo_drafts.ts";
import type { Store } from "../../store/store.ts";
import type { Formats } from "../formats/formats.ts";
import type { Originals } from "../originals.ts";
import { type PhotoPage, photosPdf } from "../photo/photos_pdf.ts";
import { limits, Problem } from "../problem.ts";
import { emptyFields } from "../reading/fields.ts";
import type { Space } from "../space.ts";
import { newId, type World } from "../world.ts";
import { edited } from "./edit.ts";
import type { Added, Intake } from "./intake.ts";
import { heldFor, pagesOf } from "./photo_draft.ts";
import { opening, type PhotoFiles } from "./photo_files.ts";

interface Needs {
  readonly store: Store;
  readonly files: PhotoFiles;
  readonly formats: Formats;
  readonly originals: Originals;
  readonly intake: Intake;
  readonly space: Space;
  readonly world: World;
}

/**
 * Makes one score of photos. In the step that keeps it they are let go, and the scores that some of
 * them were go to the bin.
 */
export function createPhotoScore(
  { store, files, formats, originals, intake, space, world }: Needs,
) {
  const { photoDrafts } = store;

  /** In `operation` they end as a score, and the scores that the photos were go to the bin. */
  async function end(
    operation: Deno.AtomicOperation,
    entry: PhotoDraftEntry,
    scoreId: string,
  ): Promise<void> {
    const { id, userId } = entry.value;
    photoDrafts.end(operation, entry, scoreId);
    files.letGo(operation, id);
    const scores = pagesOf(entry.value)
      .flatMap(({ source }) => "score" in source ? [source.score] : []);
    for (const score of new Set(scores)) {
      await store.bin.putIn(operation, userId, score, world.now());
    }
  }

  /** They have become a score that was there before. */
  async function endAs(entry: PhotoDraftEntry, scoreId: string): Promise<void> {
    const { id, userId } = entry.value;
    for (let now: PhotoDraftEntry | null = entry; now !== null;) {
      const operation = store.begin();
      await end(operation, now, scoreId);
      space.release(operation, userId, heldFor(now.value));
      if (await store.commit(operation)) return;
      now = await photoDrafts.get(userId, id);
    }
  }

  /** The PDF that they make, kept as the file of a score to be. */
  async function written(scoreId: string, draft: PhotoDraft) {
    const pages = pagesOf(draft).map((item): PhotoPage => {
      const { format, turn, crop } = item;
      return { format, turn, crop, load: () => files.read(draft.id, item) };
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

  return {
    /**
     * Makes it, unless somebody changes the photos meanwhile.
     *
     * @param title what the person wants it to be called; empty: it is read from the first page
     * @throws {Problem} `photos_unknown`, `photos_none`, `photos_too_large`, `photos_changed`,
     *   `quota_full`, `file_away`, `file_gone`, `engine_unavailable`
     */
    async make(entry: PhotoDraftEntry, title: string): Promise<Added> {
      const draft = entry.value;
      const { id, userId } = draft;
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
          const now = await photoDrafts.get(userId, id);
          if (now?.versionstamp !== entry.versionstamp) throw new Problem("photos_changed");
          await end(operation, entry, scoreId);
          return await space.claim(userId, bytes - heldFor(draft), operation);
        });
        if (added.duplicate) await endAs(entry, added.id);
        await files.remove(id);
        return added;
      } finally {
        if (added?.id !== scoreId) await originals.drop(scoreId);
      }
    },
  };
}
