/**
 * Where a person left off in a score, and whether its margins are cropped.
 *
 * @module
 */
import type { Box, Place } from "../../store/places.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import { Problem } from "../problem.ts";
import { around, boxText, inkOf, shownBox } from "./cut.ts";
import type { createPageImages } from "./page_images.ts";

/** Ink is found at that width. */
const LOOKED_AT_WIDTH = 320;

/** Where to begin, and the part of the pages that is shown; null for all of them. */
export interface PlaceView {
  readonly page: number;
  readonly crop: string | null;
}

/** Remembers places. */
export function createPlaces(
  { store, images }: {
    readonly store: Store;
    readonly images: Pick<ReturnType<typeof createPageImages>, "get">;
  },
) {
  /** One box for all pages, so that nothing jumps as they are turned. */
  async function ink(score: Score): Promise<Box> {
    let box: Box | null = null;
    for (let page = 1; page <= score.pages; page++) {
      const picture = await images.get(score, page, LOOKED_AT_WIDTH).catch((error) => {
        if (error instanceof Problem && error.code === "page_broken") return null;
        throw error;
      });
      if (picture !== null) box = around(box, await inkOf(picture));
    }
    return shownBox(box);
  }

  return {
    async get({ userId, id, pages }: Score): Promise<PlaceView> {
      return placeView(await store.places.get(userId, id), pages);
    },

    /** Remembers the page, where it is one of the score's. */
    async turned({ userId, id, pages }: Score, page: number): Promise<void> {
      if (!Number.isInteger(page) || page < 1 || page > pages) return;
      await store.places.change(userId, id, { page });
    },

    /**
     * Crops the margins, or shows them again.
     *
     * @throws {Problem} `engine_unavailable`
     */
    async crop(score: Score, cropped: boolean): Promise<void> {
      const known = (await store.places.get(score.userId, score.id)).ink;
      await store.places.change(score.userId, score.id, {
        cropped,
        ...(cropped ? { ink: known ?? await ink(score) } : {}),
      });
    },
  };
}

function placeView({ page, cropped, ink }: Place, pages: number): PlaceView {
  const whole = ink === undefined || ink.width === 1000 && ink.height === 1000;
  return { page: page <= pages ? page : 1, crop: cropped && !whole ? boxText(ink) : null };
}
