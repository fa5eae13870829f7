import { z } from "zod";

const LONGEST = 160;

/** An ISO 8601 moment, as milliseconds since 1970. */
export const Moment = z.string().max(40).transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: "custom", message: "no moment" });
  return z.NEVER;
});

/** Text of somebody else's on one line, without control characters, cut where it is long. */
export function line(text: string): string {
  const clean = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1).trimEnd()}…` : clean;
}
