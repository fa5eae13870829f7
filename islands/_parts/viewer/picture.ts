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

/** How wide the page will be in the window. */
function sizes(shape: number, { two, stand }: Sight): string {
  const sharp = (width: string) => `calc(${SHARPER} * ${width})`;
  const tall = (height: string) => `((${height}) / ${shape.toFixed(3)})`;
  const [phone, desk] = stand
    ? [`min(100vw, ${tall("100vh")})`, `min(${two ? "50vw" : "100vw"}, ${tall("100vh")})`]
    : [
      "100vw",
      `min(${two ? "38rem, 46vw" : "56rem"}, max(${tall("36rem")}, ${tall("100vh - 9.5rem")}))`,
    ];
  return `(min-width: 64rem) ${sharp(desk)}, ${sharp(phone)}`;
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
