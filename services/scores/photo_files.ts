/**
 * The bytes of photos that are put together: taken in, looked at, drawn, and let go again.
 *
 * @module
 */
import type { PhotoDraft, PhotoItem } from "../../store/photo_drafts.ts";
import type { Store } from "../../store/store.ts";
import { FormatError } from "../formats/error.ts";
import type { PageImage } from "../formats/format.ts";
import type { Formats } from "../formats/formats.ts";
import { HEAD_BYTES, kindOf } from "../formats/kinds.ts";
import type { Originals } from "../originals.ts";
import { NO_CUT } from "../photo/sides.ts";
import { turned } from "../photo/turned.ts";
import { limits, Problem } from "../problem.ts";
import { newId, type World } from "../world.ts";
import { cleanFileName } from "./file_name.ts";
import { problemOf } from "./intake.ts";
import { photoView } from "./photo_draft.ts";
import type { IncomingFile } from "./upload.ts";

/** Widths in pixels that a photo is drawn at: in the list, and where it is cropped. */
const WIDTHS = [320, 1000] as const;

export type PhotoFiles = ReturnType<typeof createPhotoFiles>;

interface Needs {
  readonly store: Store;
  readonly formats: Formats;
  readonly originals: Originals;
  readonly world: World;
}

/** Keeps the photos of drafts. */
export function createPhotoFiles({ store, formats, originals, world }: Needs) {
  const blobId = (draftId: string, key = "") => ["photo", draftId, ...key === "" ? [] : [key]];

  /** @throws {Problem} `photos_unknown`, `file_away`, `file_gone` */
  async function read(draftId: string, { source }: PhotoItem): Promise<Uint8Array> {
    if ("score" in source) return await originals.read(source.score);
    const bytes = await store.blobs.read(blobId(draftId, source.key));
    if (bytes === null) throw new Problem("photos_unknown");
    return bytes;
  }

  return {
    read,

    /**
     * Takes the bytes in and looks at them. Nothing is left of what is refused; what is taken is
     * kept once `keep` was part of a step.
     *
     * @throws {Problem} `photo_unknown`, `photos_too_large`, `file_empty`, and what is said of a
     *   picture that cannot be opened
     */
    async take(
      userId: string,
      draftId: string,
      { name, content }: IncomingFile,
    ): Promise<Omit<PhotoItem, "n" | "turn" | "crop" | "out"> & { source: { key: string } }> {
      const key = newId(world);
      const blob = blobId(draftId, key);
      const measure = { bytes: 0, format: null as PhotoItem["format"] | null };
      await store.blobs.write(blob, pictureBytes(content, measure), world.now());
      try {
        const format = measure.format!;
        const load = async () => await store.blobs.read(blob) ?? new Uint8Array();
        const { shapes } = await opening(() =>
          formats.of({ format }).inspect({ key, owner: userId, load }, { maxPages: 1 })
        );
        return {
          source: { key },
          name: cleanFileName(name),
          format,
          bytes: measure.bytes,
          shape: shapes[0],
        };
      } catch (error) {
        await store.blobs.remove(blob);
        throw error;
      }
    },

    /** A photo that was taken in stays, once `operation` is done. */
    keep: (operation: Deno.AtomicOperation, draftId: string, key: string): void =>
      store.blobs.finish(operation, blobId(draftId, key)),

    /** Removes a photo, or all of a draft. */
    remove: (draftId: string, key?: string): Promise<void> =>
      store.blobs.remove(blobId(draftId, key)),

    /** With `operation` the bytes of a draft are nobody's. */
    letGo: (operation: Deno.AtomicOperation, draftId: string): void =>
      store.blobs.disown(operation, blobId(draftId)),

    /**
     * A photo as it is seen, some `width` pixels wide; `whole`: before it is cropped.
     *
     * @throws {Problem} `photos_unknown`, `file_away`, `file_gone`, `page_broken`
     */
    async draw(
      { id, userId }: PhotoDraft,
      item: PhotoItem,
      { width, whole }: { width: number; whole: boolean },
    ): Promise<PageImage> {
      const wide = WIDTHS.find((one) => one >= width) ?? WIDTHS[1];
      const doc = { key: `${id} ${item.n}`, owner: userId, load: () => read(id, item) };
      const image = await opening(() => formats.of(item).render(doc, 0, wide));
      return await turned(image, item.turn, whole ? NO_CUT : photoView(item).crop);
    },
  };
}

/** Work with a picture. @throws {Problem} what a person is told where it cannot be opened */
export async function opening<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FormatError ? new Problem(problemOf[error.code]) : error;
  }
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
