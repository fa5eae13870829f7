import assert from "node:assert/strict";
import { picture, type Sight } from "../../../../islands/_parts/viewer/picture.ts";

const REM = 16;
const SHARPER = 1.26;

/** What a browser makes of `sizes` in a window: the width beside the first condition that holds. */
function widthIn(sizes: string, [width, height]: [number, number]): number {
  const holds: Record<string, (limit: number, of: number) => boolean> = {
    "min-width": (rem) => width >= rem * REM,
    "max-width": (rem) => width <= rem * REM,
    "max-height": (rem) => height <= rem * REM,
    "max-aspect-ratio": (across, down) => width * down <= height * across,
  };
  const fits = (row: string) =>
    [...row.matchAll(/\(([a-z-]+): ([\d.]+)(?:rem|\/(\d+))\)/g)]
      .every(([, name, limit, of]) => holds[name](Number(limit), Number(of)));
  const length = sizes.split(",").find(fits)!.replace(/^.*?calc/, "");
  const pixels = length.replaceAll("vw", "/ 100 * width").replaceAll("vh", "/ 100 * height")
    .replaceAll("rem", " * REM");
  return new Function("width", "height", "REM", `return ${pixels}`)(width, height, REM);
}

/** How wide the style sheet has the page, at most. */
function layout(shape: number, { two, stand }: Sight, [width, height]: [number, number]): number {
  const wide = width >= 64 * REM;
  if (stand) return Math.min(two && wide ? width / 2 : width, height / shape);
  if (!wide) return width;
  const most = two ? Math.min(38 * REM, 0.46 * width) : 56 * REM;
  return Math.min(most, Math.max(36 * REM, height - 9.5 * REM) / shape);
}

const WINDOWS: [number, number][] = [
  [390, 844],
  [844, 390],
  [1024, 1366],
  [1280, 600],
  [1280, 900],
  [1366, 768],
  [1920, 1080],
  [2560, 1440],
  [1440, 2560],
];

Deno.test("a page's picture is asked for as wide as the page is in the window, and hardly wider", () => {
  for (const shape of [0.7, 1.414, 1.6]) {
    for (const two of [false, true]) {
      for (const stand of [false, true]) {
        const sight: Sight = { two, stand, box: null };
        const { sizes } = picture("id", 1, shape, sight);
        for (const window of WINDOWS) {
          const ratio = widthIn(sizes, window) / SHARPER / layout(shape, sight, window);
          const where = `${sizes} in ${window} is ${ratio} times the page`;
          assert.ok(ratio > 0.99 && ratio < 1.35, where);
        }
      }
    }
  }
});

Deno.test("a page's width is written without functions, which WebKit does not read there", () => {
  for (const two of [false, true]) {
    for (const stand of [false, true]) {
      const { sizes } = picture("id", 1, 1.414, { two, stand, box: "10-10-900-900" });
      assert.doesNotMatch(sizes, /(?<![a-z-])(min|max|clamp)\(/);
    }
  }
});
