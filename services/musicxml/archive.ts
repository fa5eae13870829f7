/**
 * Compressed MusicXML: a ZIP whose `META-INF/container.xml` names the score in it
 * (MusicXML 4.0, "Compressed .mxl files"). Nothing of it is ever written anywhere, and of its
 * entries only those two are unzipped, so that the others' names and sizes matter to nobody.
 *
 * @module
 */
import { Unzip, UnzipInflate } from "fflate";
import { FormatError } from "../formats/error.ts";
import { LIMITS } from "./limits.ts";
import { createScan } from "./scan.ts";

const CONTAINER = "META-INF/container.xml";
/** Inflated, a piece of that size has 16 MB at most: it is counted before the next one. */
const PIECE_BYTES = 16 * 1024;

/**
 * Unzips the score of an .mxl file.
 *
 * @param take gets its bytes, piece by piece
 * @throws {FormatError} `unknown` where no container names a score, `damaged`, `memory`
 */
export function unzipScore(zip: Uint8Array, take: (piece: Uint8Array) => void): void {
  const name = scoreName(zip);
  if (!unzipEntry(zip, name, LIMITS.scoreBytes, take)) {
    throw new FormatError("damaged", "Cannot read the score: its ZIP does not have it");
  }
}

/** The name of the score among the ZIP's entries. */
function scoreName(zip: Uint8Array): string {
  const names: string[] = [];
  const scan = createScan({
    open(name, _parent, attributes) {
      const type = attributes["media-type"] ?? "";
      if (name !== "rootfile" || !attributes["full-path"]) return;
      if (type === "" || /musicxml/i.test(type)) names.push(attributes["full-path"]);
    },
    close() {},
  });
  const decoder = new TextDecoder();
  const found = unzipEntry(zip, CONTAINER, LIMITS.containerBytes, (piece) => {
    scan.write(decoder.decode(piece, { stream: true }));
  });
  if (!found) throw new FormatError("unknown", "Cannot read the ZIP: it has no container");
  scan.end();
  if (names.length === 0) throw new FormatError("unknown", "Cannot read the ZIP: it has no score");
  return names[0];
}

/** Unzips one entry, and says whether there is such a one. */
function unzipEntry(
  zip: Uint8Array,
  name: string,
  mostBytes: number,
  take: (piece: Uint8Array) => void,
): boolean {
  let [entries, bytes] = [0, 0];
  let [found, done] = [false, false];
  const tooMuch = () => new FormatError("memory", "Cannot read the ZIP: there is too much in it");
  const unzip = new Unzip((file) => {
    if (++entries > LIMITS.entries) throw tooMuch();
    if (file.name !== name || found) return;
    if ((file.originalSize ?? 0) > mostBytes) throw tooMuch();
    found = true;
    file.ondata = (error, piece, final) => {
      if (error) throw error;
      bytes += piece.length;
      if (bytes > mostBytes) throw tooMuch();
      take(piece);
      done = final;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < zip.length && !done; at += PIECE_BYTES) {
      unzip.push(zip.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= zip.length);
    }
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError("damaged", `Cannot read the ZIP: ${error}`);
  }
  if (found && !done) {
    throw new FormatError("damaged", "Cannot read the ZIP: its end is missing");
  }
  return done;
}
