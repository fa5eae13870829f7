/**
 * What a ZIP that a person has sent says of a library.
 *
 * @module
 */
import { Library, LIBRARY_FILE } from "../export/format.ts";
import { Problem } from "../problem.ts";
import { createShape } from "./shape.ts";
import { type Entry, openZip, type Source } from "./zip.ts";

/** Some three kilobytes a score, for ten thousand. */
const LIBRARY_BYTES = 32 * 1024 * 1024;

/** An export that can be read. */
export interface Content {
  readonly library: Library;
  /** The file that the library says is there; undefined where it is not. */
  readonly file: (path: string) => Entry | undefined;
}

/**
 * Reads what is in an export: its directory and its `attacca.json`. It may have been packed again,
 * in a folder of its own.
 *
 * @throws {Problem} `import_unreadable` where it is none, `import_newer`, `import_too_much`
 */
export async function readContent(source: Source): Promise<Content> {
  const entries = await openZip(source);
  const name = entries.has(LIBRARY_FILE)
    ? LIBRARY_FILE
    : entries.keys().find((name) =>
      /^[^/]+\/[^/]+$/.test(name) && name.endsWith(`/${LIBRARY_FILE}`)
    );
  if (name === undefined) throw new Problem("import_unreadable");
  const folder = name.slice(0, -LIBRARY_FILE.length);
  const library = parsed(await text(entries.get(name)!));
  return { library, file: (path) => entries.get((folder + path).normalize("NFC")) };
}

async function text({ bytes, content }: Entry): Promise<string> {
  if (bytes > LIBRARY_BYTES) throw new Problem("import_too_much");
  const decoder = new TextDecoder();
  const look = createShape();
  let text = "";
  for await (const bytes of content()) {
    const part = decoder.decode(bytes, { stream: true });
    look(part);
    text += part;
  }
  return text + decoder.decode();
}

function parsed(text: string): Library {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Problem("import_unreadable");
  }
  const { version } = json as { version?: unknown } ?? {};
  const found = Library.safeParse(json);
  if (found.success) return found.data;
  throw new Problem(
    typeof version === "number" && version > 1 ? "import_newer" : "import_unreadable",
  );
}
