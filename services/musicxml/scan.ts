/**
 * Reading XML as it comes, element by element, without ever holding more of it than the elements
 * that are open. Nothing that a document says of itself is followed: entities that it defines
 * are not known (a document that uses one is refused, and told so), and nothing is fetched, as there
 * is nothing here that could. A document type is passed over, the standard's as any other.
 *
 * @module
 */
import { SaxesParser } from "saxes";
import { FormatError } from "../formats/error.ts";
import { LIMITS } from "./limits.ts";

export type Attributes = Readonly<Record<string, string>>;

/** Who is told of elements; `parent` is "" for the root. */
export interface Listener {
  open(name: string, parent: string, attributes: Attributes): void;
  /** @param text what stands in the element itself, the beginning of it where it is long */
  close(name: string, parent: string, text: string, attributes: Attributes): void;
}

/** Takes a document piece by piece. */
export interface Scan {
  /** @throws {FormatError} `damaged`, `entities`, `memory`, and whatever the listener throws */
  write(text: string): void;
  /** No more comes. @throws {FormatError} `damaged` where the document is not over */
  end(): void;
  /** Where the tag that was opened last begins, in letters. */
  readonly tagAt: number;
}

interface Open {
  readonly name: string;
  readonly attributes: Attributes;
  text: string;
}

/** The parser keeps a name, a text or a remark whole: how long it is gets seen after each piece. */
const PIECE = 64 * 1024;

/** How the parser says that a document uses an entity that is none of XML's own five. */
const UNKNOWN_ENTITY = /undefined entity/;

const tooMuch = (what: string) =>
  new FormatError("memory", `Cannot read the score: there are too many ${what}`);

/** Makes a scan that tells `listener`. */
export function createScan(listener: Listener): Scan {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const stack: Open[] = [];
  let attributes = 0;
  let tagAt = 0;
  /** Where the last stretch ended, in letters. */
  let stretchAt = 0;
  const ended = () => void (stretchAt = parser.position);
  const parent = () => stack.at(-2)?.name ?? "";

  parser.on("error", ({ message }) => {
    const code = UNKNOWN_ENTITY.test(message) ? "entities" : "damaged";
    throw new FormatError(code, `Cannot read the score: ${message}`);
  });
  parser.on("opentagstart", ({ name }) => {
    if (stack.length === LIMITS.depth) throw tooMuch("elements within one another");
    tagAt = parser.position - name.length - 2; // "<", and what ends the name.
    attributes = 0;
  });
  parser.on("attribute", () => {
    if (++attributes > LIMITS.attributes) throw tooMuch("attributes");
  });
  parser.on("opentag", ({ name, attributes }) => {
    ended();
    stack.push({ name, attributes, text: "" });
    listener.open(name, parent(), attributes);
  });
  const text = (text: string) => {
    ended();
    const open = stack.at(-1);
    if (open && open.text.length < LIMITS.text) open.text += text.slice(0, LIMITS.text);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  parser.on("comment", ended);
  parser.on("closetag", () => {
    ended();
    const { name, text, attributes } = stack.at(-1)!;
    listener.close(name, parent(), text, attributes);
    stack.pop();
  });

  return {
    write(text) {
      for (let at = 0; at < text.length; at += PIECE) {
        parser.write(text.slice(at, at + PIECE));
        if (parser.position - stretchAt > LIMITS.stretch) throw tooMuch("letters without a tag");
      }
    },
    end: () => void parser.close(),
    get tagAt() {
      return tagAt;
    },
  };
}
