/// <reference types="./verovio.d.ts" />
/**
 * Music as pages: laid out by Verovio, which needs to know nothing of fonts for words, and drawn by
 * resvg with fonts that come along, so that a page is the same on every machine.
 *
 * @module
 */
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { VerovioToolkit } from "verovio/esm";
import create from "verovio/wasm";
import { FormatError } from "../formats/error.ts";
import type { PagePixels } from "../pdf/types.ts";
import { withoutAlpha } from "./pixels.ts";

/** Tenths of a millimetre: A4, and margins as printed music has them. */
const [WIDTH, HEIGHT, MARGIN] = [2100, 2970, 140];

const LAYOUT = {
  pageWidth: WIDTH,
  pageHeight: HEIGHT,
  pageMarginTop: MARGIN,
  pageMarginBottom: MARGIN,
  pageMarginLeft: MARGIN,
  pageMarginRight: MARGIN,
  breaks: "auto",
  header: "auto",
  // A little heavier than its own: a thumbnail is a fifth as wide.
  staffLineWidth: 0.2,
  stemWidth: 0.25,
  footer: "none",
  font: "Bravura",
  // Music signs within words come from the same font as others, not from one embedded in the page.
  smuflTextFont: "none",
  svgViewBox: true,
  svgRemoveXlink: true,
  // White space between elements would be drawn.
  svgFormatRaw: true,
};

const FONTS = [
  "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf",
  "@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
  "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf",
  "@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
  "@vexflow-fonts/bravura/bravura.otf",
];
/** Of the width of Times, which Verovio reckons with. */
const TEXT_FONT = "Tinos";

/** In hundredths of a millimetre: how large the title is set, and by how much higher it stands. */
const [TITLE_SIZE, TITLE_RAISED] = [680, 180];

/**
 * Verovio sets all lines of a title page in one size: the first one in the middle is the title.
 * Text in an SVG has no "<", so that no title can say that it is an element.
 */
function withLargeTitle(svg: string): string {
  const head = svg.indexOf('class="pgHead"');
  const line = head < 0 ? -1 : svg.indexOf('text-anchor="middle"', head);
  if (line < 0) return svg;
  const end = svg.indexOf("</text>", line);
  const start = svg.lastIndexOf("<text", line);
  const title = svg.slice(start, end)
    .replace(/ y="(\d+)"/, (_, y) => ` y="${Number(y) - TITLE_RAISED}"`)
    .replace('font-size="405px"', `font-size="${TITLE_SIZE}px"`);
  return svg.slice(0, start) + title + svg.slice(end);
}

/** Engraves one score at a time. */
export interface Engraver {
  /**
   * Lays a score out, and says how many pages it takes.
   *
   * @throws {FormatError} `damaged` where it cannot
   */
  load(xml: string): number;
  /** Draws a page (0-based) of the score that was laid out last. */
  draw(page: number, widthPx: number): PagePixels;
  /** Height by width of every page. */
  readonly shape: number;
  heapBytes(): number;
}

/** Starts Verovio and resvg: half a second, and 130 MB. */
export async function createEngraver(): Promise<Engraver> {
  const resolve = (path: string) => new URL(import.meta.resolve(path));
  const [module, fontBuffers] = await Promise.all([
    // What it says of a file is nothing for a log.
    create({ print() {}, printErr() {} }),
    Promise.all(FONTS.map((font) => Deno.readFile(resolve(font)))),
    initWasm(Deno.readFile(resolve("@resvg/resvg-wasm/index_bg.wasm"))),
  ]);
  const toolkit = new VerovioToolkit(module);
  toolkit.setOptions(LAYOUT);

  return {
    load(xml) {
      if (!toolkit.loadData(xml)) {
        throw new FormatError(
          "damaged",
          "Cannot engrave the score: Verovio does not understand it",
        );
      }
      return toolkit.getPageCount();
    },
    draw(page, widthPx) {
      const svg = withLargeTitle(toolkit.renderToSVG(page + 1));
      const drawing = new Resvg(svg, {
        background: "white",
        fitTo: { mode: "width", value: widthPx },
        font: {
          fontBuffers,
          defaultFontFamily: TEXT_FONT,
          serifFamily: TEXT_FONT,
          sansSerifFamily: TEXT_FONT,
        },
      });
      try {
        const image = drawing.render();
        const { width, height, pixels } = image;
        image.free();
        return { width, height, ...withoutAlpha(pixels) };
      } finally {
        drawing.free();
      }
    },
    shape: Math.round(HEIGHT / WIDTH * 1000) / 1000,
    heapBytes: () => module.HEAPU8.length,
  };
}
