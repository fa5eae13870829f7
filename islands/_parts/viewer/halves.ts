import { type Cut, cutOf, type Gap, gapsOf } from "./systems.ts";

/** Fine enough for the lines of a pocket score. */
const WIDTH = 500;
const HEIGHT = 1400;

/** What was seen of a page, by its address. */
const seen = new Map<string, Gap[]>();

/** Where to cut, when the upper half of the next page stands above the lower half of this one. */
export async function cutBetween(here: HTMLImageElement, next: HTMLImageElement): Promise<Cut> {
  const [above, below] = await Promise.all([here, next].map(gapsIn));
  const heightOf = ({ previousElementSibling: sheet }: HTMLImageElement) => sheet!.clientHeight;
  return cutOf(above, below, heightOf(here) / heightOf(next));
}

async function gapsIn(image: HTMLImageElement): Promise<Gap[]> {
  const known = seen.get(image.src);
  if (known) return known;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(image, 0, 0, WIDTH, HEIGHT);
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  const greys = new Uint8Array(WIDTH * HEIGHT);
  for (let at = 0; at < greys.length; at++) {
    greys[at] = (data[4 * at] + data[4 * at + 1] + data[4 * at + 2]) / 3;
  }
  const gaps = gapsOf({ data: greys, width: WIDTH, height: HEIGHT });
  seen.set(image.src, gaps);
  return gaps;
}
