/**
 * What a key asks of whoever plays in it.
 *
 * @module
 */
import { findKey } from "../reading/key.ts";

/** A key with what stands at the head of each staff. */
export interface Key {
  readonly name: string;
  /** The notes that the signature raises or lowers, in the order they are written. */
  readonly signature: readonly string[];
  readonly sign: "sharp" | "flat";
  /** The key with the same signature. */
  readonly relative: string;
  /** In minor, the raised seventh note, which has to be written each time. */
  readonly leading: string | null;
}

const SHARPS = ["F", "C", "G", "D", "A", "E", "B"];

/** Major and minor with the same signature: flats are counted down, sharps up. */
const circle: readonly [fifths: number, major: string, minor: string, leading: string][] = [
  [-7, "C-flat", "A-flat", "G"],
  [-6, "G-flat", "E-flat", "D"],
  [-5, "D-flat", "B-flat", "A"],
  [-4, "A-flat", "F", "E"],
  [-3, "E-flat", "C", "B"],
  [-2, "B-flat", "G", "F-sharp"],
  [-1, "F", "D", "C-sharp"],
  [0, "C", "A", "G-sharp"],
  [1, "G", "E", "D-sharp"],
  [2, "D", "B", "A-sharp"],
  [3, "A", "F-sharp", "E-sharp"],
  [4, "E", "C-sharp", "B-sharp"],
  [5, "B", "G-sharp", "F double sharp"],
  [6, "F-sharp", "D-sharp", "C double sharp"],
  [7, "C-sharp", "A-sharp", "G double sharp"],
];

/** The key that a text names ("G major", "f-moll"), or null. */
export function knownKey(text: string): Key | null {
  const name = findKey(text);
  const row = circle.find(([, major, minor]) =>
    [`${major} major`, `${minor} minor`].includes(name!)
  );
  if (name === null || row === undefined) return null;
  const [fifths, major, minor, leading] = row;
  const sign = fifths < 0 ? "flat" : "sharp";
  const order = fifths < 0 ? SHARPS.toReversed() : SHARPS;
  const isMinor = name.endsWith("minor");
  return {
    name,
    signature: order.slice(0, Math.abs(fifths)).map((note) => `${note}-${sign}`),
    sign,
    relative: isMinor ? `${major} major` : `${minor} minor`,
    leading: !isMinor ? null : /flat|sharp/.test(leading) ? leading : `${leading} natural`,
  };
}
