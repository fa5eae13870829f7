/**
 * Pages as pictures, drawn when first asked for and kept.
 *
 * @module
 */
import type { Score } from "../../store/scores.ts";
import type { Box } from "../../store/places.ts";
import type { Store } from "../../store/store.ts";
import { FormatError } from "../formats/error.ts";
import type { PageImage } from "../formats/format.ts";
import type { Formats } from "../formats/formats.ts";
import type { Originals } from "../originals.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import { scoreDocument } from "./document.ts";
import { cut } from "./cut.ts";

/** Widths in pixels that pages are drawn at; a wish for another one gets the next larger. */
const PAGE_WIDTHS = [320, 640, 1000, 1600, 2400] as const;

/** A page, drawn. */
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: PageImage["type"];
}

const BROKEN_REMEMBERED = 10_000;

/** What an `<img>` shows before anybody said how wide it should be. */
const USUAL_WIDTH = 1000;

/** The width that is served for `asked` pixels. */
export function pageWidth(asked: number): number {
  if (!(asked > 0)) return USUAL_WIDTH;
  return PAGE_WIDTHS.find((width) => width >= asked) ?? PAGE_WIDTHS.at(-1)!;
}

/** Draws pages and remembers them. */
export function createPageImages(
  store: Store,
  formats: Formats,
  originals: Originals,
  world: World,
) {
  /** What is being drawn: a library and a viewer may ask for one picture at once. */
  const underWay = new Map<string, Promise<Picture>>();
  /** Pages that cannot be drawn: finding that out again may take ten seconds each time. */
  const broken = new Set<string>();

  async function draw(score: Score, page: number, width: number): Promise<Picture> {
    const id = ["image", score.id, page, width];
    const kept = await store.blobs.read(id);
    if (kept !== null) return picture(kept);
    const here = `${score.id} ${page}`;
    if (broken.has(here)) throw new Problem("page_broken");
    const { bytes } = await formats.of(score).render(
      scoreDocument(originals, score.userId, score.id),
      page - 1,
      width,
    )
      .catch((error) => {
        if (!(error instanceof FormatError)) throw error;
        if (error.retryable) throw new Problem("engine_unavailable");
        if (broken.size >= BROKEN_REMEMBERED) broken.clear();
        broken.add(here);
        throw new Problem("page_broken");
      });
    await store.blobs.write(id, ReadableStream.from([bytes]), world.now());
    // Looked for after it was written: a score that goes away takes the pictures that are there.
    if (await store.scores.get(score.userId, score.id) === null) {
      await store.blobs.remove(id);
      throw new Problem("score_unknown");
    }
    const operation = store.begin();
    store.blobs.finish(operation, id);
    await store.commit(operation);
    return picture(bytes);
  }

  return {
    /** Whether the page is kept at that width, so that it costs little. */
    isDrawn: (score: Score, page: number, width: number): Promise<boolean> =>
      Number.isInteger(page)
        ? store.blobs.has(["image", score.id, page, width])
        : Promise.resolve(false),

    /** Whether it has turned out lately that the page cannot be drawn. */
    isBroken: (score: Score, page: number): boolean => broken.has(`${score.id} ${page}`),

    /**
     * Page `page` (from 1) of a score, `width` pixels wide (one of `PAGE_WIDTHS`).
     *
     * @param part of the page that is wanted; it is as wide, or a little wider
     * @throws {Problem} `page_unknown`, `page_broken`, `engine_unavailable`
     */
    async get(score: Score, page: number, width: number, part?: Box): Promise<Picture> {
      if (part === undefined) return await this.whole(score, page, width);
      const wanted = Math.ceil(width * 1000 / part.width);
      return await cut(await this.whole(score, page, pageWidth(wanted)), part);
    },

    /** The whole page. @throws {Problem} as `get` */
    whole(score: Score, page: number, width: number): Promise<Picture> {
      if (!Number.isInteger(page) || page < 1 || page > score.pages) {
        return Promise.reject(new Problem("page_unknown"));
      }
      const key = `${score.id} ${page} ${width}`;
      const drawing = underWay.get(key) ??
        draw(score, page, width).finally(() => underWay.delete(key));
      underWay.set(key, drawing);
      return drawing;
    },
  };
}

/** The encoder takes PNG or WebP, whichever is smaller; the first byte of a PNG is its own. */
function picture(bytes: Uint8Array<ArrayBuffer>): Picture {
  return { bytes, type: bytes[0] === 0x89 ? "image/png" : "image/webp" };
}
