import { encodePage } from "../pdf/page_image.ts";
import type { PagePixels } from "../pdf/types.ts";
import type { PageImage } from "./format.ts";

/**
 * Packs drawn pages one after the other: raw pixels take up to 48 MB, and must not pile up.
 * What it gives is there when the packing has begun; `image` is, when it is done. So whoever drew
 * the page waits for the one before, and draws the next while this one is packed.
 */
export function createPacking() {
  let last: Promise<unknown> = Promise.resolve();

  return async (pixels: PagePixels): Promise<{ image: Promise<PageImage> }> => {
    await last;
    const image = encodePage(pixels);
    last = image.catch(() => {});
    return { image };
  };
}
