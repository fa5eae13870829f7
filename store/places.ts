/**
 * Where a person left off in a score, and how they look at its pages.
 *
 * `places/USER/SCORE` one row a score.
 *
 * @module
 */
import { commit } from "./database.ts";

/** A part of a page, in thousandths of its width and height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a person left off. */
export interface Place {
  /** From 1. */
  readonly page: number;
  /** What of each page is not margin, once that was looked for. */
  readonly ink?: Box;
  /** Only that is shown. */
  readonly cropped?: boolean;
}

const placeKey = (userId: string, scoreId: string) => ["places", userId, scoreId];

/** The rows of places. */
export function places(kv: Deno.Kv) {
  return {
    async get(userId: string, scoreId: string): Promise<Place> {
      return (await kv.get<Place>(placeKey(userId, scoreId))).value ?? { page: 1 };
    },

    /** Changes a place, as often as it takes when another window changes it at the same time. */
    async change(userId: string, scoreId: string, change: Partial<Place>): Promise<void> {
      while (true) {
        const entry = await kv.get<Place>(placeKey(userId, scoreId));
        const next = { page: 1, ...entry.value, ...change };
        if (await commit(kv.atomic().check(entry).set(entry.key, next))) return;
      }
    },

    async remove(userId: string, scoreId: string): Promise<void> {
      await commit(kv.atomic().delete(placeKey(userId, scoreId)));
    },
  };
}
