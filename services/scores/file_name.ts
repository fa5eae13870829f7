const LONGEST = 200;
const NAMELESS = "score";

/**
 * A file's name as it may be kept and shown: the last part of a path, without
 * control, format and bidirectional characters (which could make `exe.pdf` out
 * of `fdp.exe`), at most 200 characters.
 */
export function cleanFileName(name: string | undefined): string {
  const last = (name ?? "").normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu, "").replace(/\s+/g, " ").trim();
  const short = [...clean].slice(0, LONGEST).join("");
  return /[\p{L}\p{N}]/u.test(short) ? short : NAMELESS;
}
