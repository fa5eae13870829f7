/** Widths in pixels that the server draws pages at. */
const WIDTHS = [640, 1000, 1600, 2400];

/** How a page is looked at. */
export interface Sight {
  /** Two pages side by side on a wide window. */
  readonly two: boolean;
  /** The page fills the screen. */
  readonly stand: boolean;
  /** The part of each page that is shown, as the server names it: `x-y-width-height` in thousandths. */
  readonly box: string | null;
}

/** Height by width of a page, or of the part of it that is shown. */
export function shapeOf(shape: number, box: string | null): number {
  const [, , width, height] = (box ?? "0-0-1-1").split("-").map(Number);
  return shape * height / width;
}

/**
 * A browser takes the picture that is nearest to what its screen can show, which may be less; of a
 * page said to be so many times as wide (the root of 1.6) it takes none that is less sharp than the
 * screen.
 */
const SHARPER = 1.26;
/** Here pages may stand two by two, and be no taller than the window. */
const WIDE = "(min-width: 64rem)";

/**
 * How wide the page will be: each width beside the windows in which it is the least of those that
 * hold the page. WebKit passes over a width that is written with `min()` or `max()`.
 */
function sizes(shape: number, { two, stand }: Sight): string {
  const tall = (less = "") => `(100vh${less}) / ${shape}`;
  /** A window in which so many pages, side by side, are as wide as it before they are as tall. */
  const room = (pages: number) => `(max-aspect-ratio: ${Math.ceil(pages * 1000 / shape)}/1000)`;
  const most = two ? 38 : 56;
  const rows = stand ? [[room(1), "100vw"], ["", tall()]] : [
    [`${WIDE} and (max-height: 45.5rem)`, `${Math.min(most, Math.ceil(36 / shape))}rem`],
    [`${WIDE} and (max-height: ${Math.ceil(most * shape + 9)}rem)`, tall(" - 9.5rem")],
    [WIDE, `${most}rem`],
    ["", "100vw"],
  ];
  if (stand && two) rows.unshift([`${WIDE} and ${room(2)}`, "50vw"]);
  return rows.map(([when, width]) => `${when} calc(${SHARPER} * ${width})`).join();
}

/** The attributes of page `page` (from 1) as a picture. */
export function picture(id: string, page: number, shape: number, sight: Sight) {
  const part = sight.box === null ? "" : `&crop=${sight.box}`;
  const address = (width: number) => `/scores/${id}/pages/${page}?w=${width}${part}`;
  const shown = shapeOf(shape, sight.box);
  return {
    sizes: sizes(shown, sight),
    srcset: WIDTHS.map((width) => `${address(width)} ${width}w`).join(", "),
    src: address(1000),
    width: "1000",
    height: Math.round(shown * 1000),
  };
}
