import { type Cut, cutOf, type Gap, gapsOf } from "./systems.ts";

/** Fine enough for the lines of a pocket score. */
const WIDTH = 500;
const HEIGHT = 1400;

/** What was seen of a page, by its address. */
const seen = new Map<string, Gap[]>();

/**
 * Where to cut, when the upper half of the next page stands above the lower half of this one.
 *
 * @param images of pages, in order; this one is `at`
 */
export async function cutBetween(
  images: ArrayLike<HTMLImageElement>,
  at: number,
): Promise<Cut> {
  const pair = [images[at], images[at + 1]];
  const [here, next] = await Promise.all(pair.map(gapsIn));
  const [height, nextHeight] = pair.map((image) => image.previousElementSibling!.clientHeight);
  return cutOf(here, next, height / nextHeight);
}

async function gapsIn(image: HTMLImageElement): Promise<Gap[]> {
  const known = seen.get(image.src);
  if (known) return known;
  await image.decode();
  // From its bytes a browser draws it beside the page; from the element it would hold the page up.
  const bytes = await (await fetch(image.currentSrc)).blob();
  const small = await createImageBitmap(bytes, { resizeWidth: WIDTH, resizeHeight: HEIGHT });
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(small, 0, 0);
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  const greys = new Uint8Array(WIDTH * HEIGHT);
  for (let at = 0; at < greys.length; at++) greys[at] = data[4 * at + 1]; // Its green is near enough.
  const gaps = gapsOf({ data: greys, width: WIDTH, height: HEIGHT });
  seen.set(image.src, gaps);
  return gaps;
}
