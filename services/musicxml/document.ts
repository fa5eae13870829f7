import { FormatError } from "../formats/error.ts";
import { unzipScore } from "./archive.ts";
import { beginsLikeZip, isScoreRoot } from "./beginning.ts";
import { createText } from "./encoding.ts";
import { createHeading, type Heading } from "./heading.ts";
import { creditsOf } from "./heading_credits.ts";
import { LIMITS } from "./limits.ts";
import { createScan } from "./scan.ts";

/** A score that has been read to its end. */
export interface MusicXml {
  readonly heading: Heading;
  /**
   * From its root on, without what comes before, and with a title page's lines where it has none;
   * null where it cannot be engraved, or is too long or too crowded to be.
   */
  readonly xml: string | null;
}

const PIECE_BYTES = 64 * 1024;

/**
 * Reads MusicXML, compressed or not, once and piece by piece.
 *
 * @throws {FormatError} `unknown`, `damaged`, `entities`, `memory`
 */
export function readMusicXml(file: Uint8Array): MusicXml {
  const { heading, ...listener } = createHeading();
  /** Where the root begins, and where what stands above the music ends, in letters. */
  const at = { root: 0, parts: 0 };
  let root = "";
  const scan = createScan({
    open(name, parent, attributes) {
      if (parent === "" && !isScoreRoot(name)) {
        throw new FormatError("unknown", "Cannot read the XML: it is no score");
      }
      if (parent === "") [root, at.root] = [name, scan.tagAt];
      if (name === "part-list") at.parts = scan.tagAt;
      listener.open(name, parent, attributes);
    },
    close: listener.close,
  });
  let pieces: string[] = [];
  let letters = 0;
  const text = createText((text) => {
    scan.write(text);
    letters += text.length;
    if (letters <= LIMITS.engraved && !heading.crowded) pieces.push(text);
    else pieces = [];
  });
  eachPiece(file, text.write);
  text.end();
  scan.end();
  // Verovio knows scores part by part only, and would draw an empty page of others.
  const partwise = heading.measures > 0 && root === "score-partwise";
  if (!partwise || heading.crowded || letters > LIMITS.engraved) return { heading, xml: null };
  const xml = pieces.join("");
  return {
    heading,
    xml: xml.slice(at.root, at.parts) + creditsOf(heading) + xml.slice(at.parts),
  };
}

function eachPiece(file: Uint8Array, take: (piece: Uint8Array) => void): void {
  if (beginsLikeZip(file)) return unzipScore(file, take);
  for (let at = 0; at < file.length; at += PIECE_BYTES) take(file.subarray(at, at + PIECE_BYTES));
}
