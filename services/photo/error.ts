import { FormatError } from "../formats/error.ts";

/** What the image library's complaints mean, by how they begin or what they hold. */
const meanings = [
  [/pixel limit|too large|out of (?:memory|order read)/i, "memory"],
  [/timeout/i, "timeout"],
] as const;

/** A picture's error as ours. Whatever is not known is the picture's fault. */
export function photoError(error: unknown): FormatError {
  if (error instanceof FormatError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const code = meanings.find(([words]) => words.test(why))?.[1] ?? "damaged";
  return new FormatError(code, `Cannot open the picture: ${why}`);
}
