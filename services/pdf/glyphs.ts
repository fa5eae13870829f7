import type { Box } from "./frame.ts";
import { type Pdfium, readString } from "./pdfium.ts";

/** A font as the page uses it. */
interface Font {
  name: string;
  weight: number;
  italic: boolean;
}

/** One letter in the page's own coordinates (origin at the bottom left, not rotated). */
export interface Glyph {
  text: string;
  /** Tight box of the letter's ink. */
  left: number;
  right: number;
  bottom: number;
  top: number;
  /** Where the letter stands on its baseline. */
  originX: number;
  originY: number;
  size: number;
  /** Quarter turns counter-clockwise of the writing direction; -1 when it is askew. */
  turn: number;
  font: Font;
  /** Light grey or nearly transparent. */
  faint: boolean;
  /** The file does not say which letter it is: this is the number it has in its font. */
  unnamed: boolean;
  /** A space stands before it in the file; not one that PDFium put there. */
  spaced: boolean;
}

type Style = Pick<Glyph, "size" | "turn" | "font" | "faint">;

/** What ends a word: `undefined` in the list of glyphs. */
export type GlyphOrGap = Glyph | undefined;

const unknownFont: Font = { name: "", weight: 400, italic: false };

/**
 * Reads the letters of a loaded page in the order PDFium gives them, and the boxes of
 * signs that have ink and no letter.
 *
 * @param most how many letters to read at most
 */
export function readGlyphs(
  pdfium: Pdfium,
  page: number,
  most: number,
): { glyphs: GlyphOrGap[]; signs: Box[]; cut: boolean } {
  const crowded = thinOut(pdfium, page);
  const text = pdfium.FPDFText_LoadPage(page);
  const signs: Box[] = [];
  if (!text) return { glyphs: [], signs, cut: crowded };
  const scratch = pdfium.malloc(64);
  try {
    const count = pdfium.FPDFText_CountChars(text);
    const fonts = new Map<number, Font>();
    const glyphs: GlyphOrGap[] = [];
    let lastObject = -1;
    let spaced = false;
    let style: Style = { size: 0, turn: 0, font: unknownFont, faint: false };
    for (let index = 0; index < Math.min(count, most); index++) {
      const code = pdfium.FPDFText_GetUnicode(text, index) >>> 0;
      if (isGap(code)) {
        // Clefs and heads of notes have such numbers in fonts that do not say what they draw.
        pdfium.FPDFText_GetCharBox(text, index, scratch, scratch + 8, scratch + 16, scratch + 24);
        const [left, right, bottom, top] = pdfium.doubles(scratch, 4);
        if (right > left && top > bottom) signs.push({ left, right, bottom, top });
        glyphs.push(undefined);
        spaced = code === 0x20 && pdfium.FPDFText_IsGenerated(text, index) === 0;
        continue;
      }
      const object = pdfium.FPDFText_GetTextObject(text, index);
      if (object !== lastObject || object === 0) {
        style = readStyle(pdfium, text, index, object, fonts, scratch);
        lastObject = object;
      }
      // The boxes are eight-byte doubles: left, right, bottom, top, then the origin.
      pdfium.FPDFText_GetCharBox(
        text,
        index,
        scratch,
        scratch + 8,
        scratch + 16,
        scratch + 24,
      );
      pdfium.FPDFText_GetCharOrigin(text, index, scratch + 32, scratch + 40);
      const [left, right, bottom, top, originX, originY] = pdfium.doubles(
        scratch,
        6,
      );
      glyphs.push({
        text: character(code),
        left,
        right,
        bottom,
        top,
        originX,
        originY,
        ...style,
        unnamed: pdfium.FPDFText_HasUnicodeMapError(text, index) === 1,
        spaced,
      });
      spaced = false;
    }
    return { glyphs, signs, cut: crowded || count > most };
  } finally {
    pdfium.free(scratch);
    pdfium.FPDFText_ClosePage(text);
  }
}

const textObject = 1; // FPDF_PAGEOBJ_TEXT
const formObject = 5; // FPDF_PAGEOBJ_FORM
/** An engraved page has 300 to 1,500 pieces of text. */
const mostTextObjects = 8_000;
/** Of a page with more pieces than any has, the letters are counted, so many pieces at a time. */
const [manyTextObjects, atOnce] = [2_000, 500];
/** Ten times as many as on the fullest page that was seen. */
const mostLetters = 32_000;

/**
 * Switches off what is too much text for one page, in forms too, for as long as the page is
 * loaded: PDFium's time to read text grows with the square of its pieces
 * (20,000 take 1.5 s, 50,000 take 10 s), and with their letters. True when there was too much.
 */
function thinOut(pdfium: Pdfium, page: number): boolean {
  const pieces: number[] = [];
  let crowded = false;

  function look(count: number, get: (index: number) => number): void {
    for (let index = 0; index < count; index++) {
      const object = get(index);
      const type = object ? pdfium.FPDFPageObj_GetType(object) : 0;
      if (type === textObject && pieces.length === mostTextObjects) {
        pdfium.FPDFPageObj_SetIsActive(object, 0);
        crowded = true;
      } else if (type === textObject) pieces.push(object);
      if (type === formObject) {
        look(
          pdfium.FPDFFormObj_CountObjects(object),
          (inner) => pdfium.FPDFFormObj_GetObject(object, inner),
        );
      }
    }
  }

  look(
    pdfium.FPDFPage_CountObjects(page),
    (index) => pdfium.FPDFPage_GetObject(page, index),
  );
  if (pieces.length <= manyTextObjects) return crowded;
  const kept = fitting(pdfium, page, pieces);
  return crowded || kept < pieces.length;
}

/** Leaves so many of the pieces on as have not too many letters, and says how many those are. */
function fitting(pdfium: Pdfium, page: number, pieces: readonly number[]): number {
  const turn = (some: readonly number[], on: 0 | 1) => {
    for (const one of some) pdfium.FPDFPageObj_SetIsActive(one, on);
  };
  turn(pieces, 0);
  let [kept, letters] = [0, 0];
  while (kept < pieces.length && letters < mostLetters) {
    const some = pieces.slice(kept, kept + atOnce);
    turn(some, 1);
    const text = pdfium.FPDFText_LoadPage(page);
    if (text) {
      letters += pdfium.FPDFText_CountChars(text);
      pdfium.FPDFText_ClosePage(text);
    }
    turn(some, 0);
    kept += some.length;
  }
  turn(pieces.slice(0, kept), 1);
  return kept;
}

/** Spaces, line ends and other control characters, and what stands for "no character". */
function isGap(code: number): boolean {
  return code <= 0x20 || (code >= 0x7f && code <= 0xa0) || code === 0xad ||
    (code >= 0x2000 && code <= 0x200f) || (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x2066 && code <= 0x2069) || code === 0x3000 || code === 0xfeff ||
    code >= 0xfffe && code <= 0xffff ||
    code > 0x10ffff;
}

function character(code: number): string {
  return code < 0x10000 ? String.fromCharCode(code) : String.fromCodePoint(code);
}

function readStyle(
  pdfium: Pdfium,
  text: number,
  index: number,
  object: number,
  fonts: Map<number, Font>,
  scratch: number,
): Style {
  const nominal = doubleResult(pdfium.FPDFText_GetFontSize(text, index));
  let size = nominal, turn = 0;
  if (pdfium.FPDFText_GetMatrix(text, index, scratch)) {
    const [a, b, c, d] = pdfium.floats(scratch, 4);
    const upright = Math.hypot(c, d);
    if (Number.isFinite(upright) && upright > 0) size = nominal * upright;
    const quarters = Math.atan2(b, a) / (Math.PI / 2);
    const nearest = Math.round(quarters);
    turn = Math.abs(quarters - nearest) < 0.05 ? (nearest + 4) % 4 : -1;
  }
  return {
    size,
    turn,
    font: readFont(pdfium, object, fonts, scratch),
    faint: isFaint(pdfium, object, scratch),
  };
}

/** A fill of at least three quarters of white, or of at most a quarter of its strength. */
function isFaint(pdfium: Pdfium, object: number, scratch: number): boolean {
  const [red, green, blue, alpha] = [0, 4, 8, 12].map((offset) => scratch + offset);
  if (!object || !pdfium.FPDFPageObj_GetFillColor(object, red, green, blue, alpha)) return false;
  const [r, g, b, a] = pdfium.ints(scratch, 4);
  return 0.3 * r + 0.59 * g + 0.11 * b >= 192 || a <= 64;
}

const doubleResult = (value: number) => Number.isFinite(value) ? Math.abs(value) : 0;

function readFont(
  pdfium: Pdfium,
  object: number,
  fonts: Map<number, Font>,
  scratch: number,
): Font {
  const handle = object ? pdfium.FPDFTextObj_GetFont(object) : 0;
  if (!handle) return unknownFont;
  const known = fonts.get(handle);
  if (known) return known;
  const name = readString(
    pdfium,
    "utf-8",
    (buffer, length) => pdfium.FPDFFont_GetBaseFontName(handle, buffer, length),
  ).replace(/^[A-Z]{6}\+/, "");
  const weight = pdfium.FPDFFont_GetWeight(handle);
  const slanted = pdfium.FPDFFont_GetItalicAngle(handle, scratch) !== 0 &&
    pdfium.ints(scratch, 1)[0] !== 0;
  const font = {
    name,
    weight: /bold|black|heavy/i.test(name) ? 700 : weight >= 100 && weight <= 900 ? weight : 400,
    italic: slanted || /ital|obli/i.test(name),
  };
  fonts.set(handle, font);
  return font;
}
