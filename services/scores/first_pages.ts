import type { Score } from "../../store/scores.ts";
import type { GeminiPart } from "../gemini/client.ts";
import { Problem } from "../problem.ts";
import type { createPageImages } from "./page_images.ts";

/** Title, composer and first bars are there, after a cover and a blank page or two. */
const MOST_PAGES = 4;
const MOST_BYTES = 4 * 1024 * 1024;
/** Small print is legible at that width. */
const PICTURE_WIDTH = 1000;

/**
 * What of a score is shown to an AI, and all of it: pictures of its first pages, at most four
 * pages and 4 MB. Never the file: its own data may name a person, and words that nobody sees may
 * speak to the model.
 *
 * @returns an empty list where no page can be drawn
 */
export async function firstPages(
  images: ReturnType<typeof createPageImages>,
  score: Score,
): Promise<GeminiPart[]> {
  const parts: GeminiPart[] = [];
  let left = MOST_BYTES;
  for (let page = 1; page <= Math.min(score.pages, MOST_PAGES); page++) {
    const picture = await images.get(score, page, PICTURE_WIDTH).catch((error) => {
      if (error instanceof Problem && error.code === "page_broken") return null;
      throw error;
    });
    if (picture === null || picture.bytes.length > left) continue;
    left -= picture.bytes.length;
    parts.push({ file: picture.bytes, mimeType: picture.type });
  }
  return parts;
}
