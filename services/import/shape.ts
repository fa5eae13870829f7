/**
 * The shape of JSON, looked at as its text comes: what no export has is not parsed, for a parser
 * takes seconds, and a gigabyte, for 32 MB of brackets or of names that are all different.
 *
 * @module
 */
import { Problem } from "../problem.ts";

/** An export is nine deep, and its largest object has some twenty properties. */
const DEEPEST = 32;
const MOST_PROPERTIES = 200;
/** Each is an object or a list that the parser makes; a score has about thirty. */
const MOST_PARTS = 2_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
/** `[` and `{`, `]` and `}` differ by this bit alone. */
const isOpening = (code: number) => (code & ~0x20) === 0x5b;
const isClosing = (code: number) => (code & ~0x20) === 0x5d;

/**
 * Looks at a text piece by piece. It does not tell whether that is JSON.
 *
 * @returns what takes the next piece; it throws the problem `import_too_much`
 */
export function createShape(): (part: string) => void {
  /** How many properties each of the objects has that are open here. */
  const properties = [0];
  let parts = 0;
  let isText = false;
  let isEscaped = false;

  return (part) => {
    for (let n = 0; n < part.length; n++) {
      const code = part.charCodeAt(n);
      if (isEscaped) isEscaped = false;
      else if (isText) {
        if (code === QUOTE) isText = false;
        else isEscaped = code === BACKSLASH;
      } else if (code === QUOTE) isText = true;
      else if (isOpening(code)) {
        if (properties.push(0) > DEEPEST || ++parts > MOST_PARTS) {
          throw new Problem("import_too_much");
        }
      } else if (isClosing(code)) {
        if (properties.length > 1) properties.pop();
      } else if (code === COLON && ++properties[properties.length - 1] > MOST_PROPERTIES) {
        throw new Problem("import_too_much");
      }
    }
  };
}
