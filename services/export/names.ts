/**
 * Names for files that any system takes, and that a person can read.
 *
 * @module
 */

const MOST_CHARACTERS = 120;
/** File systems of Linux and macOS take 255; a folder's name and a number come to it. */
const MOST_BYTES = 200;
/** Windows takes no file of such a name, whatever its extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i;
const encoder = new TextEncoder();

/**
 * What a score's file is called: "Composer - Title, Opus.pdf", as far as that is known.
 *
 * @param extension with its dot
 */
export function scoreFileName(
  { composer, title, opus }: { composer: string; title: string; opus: string },
  extension: string,
): string {
  const work = [title, opus].filter((part) => part !== "").join(", ");
  return safeName([composer, work].filter((part) => part !== "").join(" - "), extension);
}

/**
 * A name without paths, control, format or bidirectional characters, and signs that a system
 * refuses; at most 120 characters with its extension.
 */
export function safeName(name: string, extension = ""): string {
  const clean = name.normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]+/gu, "")
    .replace(/[<>:"/\\|?*]+/g, "-")
    .replace(/\s+/g, " ")
    // What begins with a dot is hidden, what ends with one loses it on Windows.
    .replace(/^[\s.~-]+/, "");
  const whole = cut(RESERVED.test(clean) ? `_${clean}` : clean, extension.length);
  return (/[\p{L}\p{N}]/u.test(whole) ? whole : "Score") + extension;
}

/** As much of it as there is room for beside so many more characters. */
function cut(name: string, more: number): string {
  let short = [...name].slice(0, MOST_CHARACTERS - more).join("");
  while (encoder.encode(short).length > MOST_BYTES - more) short = [...short].slice(0, -1).join("");
  return short.replace(/[\s.]+$/, "");
}

/** Gives each name once: whoever comes later gets a number; a system may not tell case. */
export function createUniqueNames() {
  const taken = new Set<string>();
  /** The number that a name was last given with, or a thousand of one name would take a while. */
  const numbers = new Map<string, number>();
  const key = (name: string) => name.normalize("NFKC").toLowerCase();
  return (name: string): string => {
    const [, stem, extension = ""] = /^(.*?)(\.[^.]*)?$/s.exec(name)!;
    let next = name;
    let n = numbers.get(key(name)) ?? 1;
    while (taken.has(key(next))) {
      const end = ` (${++n})${extension}`;
      next = cut(stem, end.length) + end;
    }
    numbers.set(key(name), n);
    taken.add(key(next));
    return next;
  };
}
