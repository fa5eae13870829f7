import { Problem } from "../services/problem.ts";

/** The number of a photo that a form or an address names. @throws {Problem} `form_invalid` where it is none */
export function photoNumber(text: string | null): number {
  if (!/^[1-9]\d{0,5}$/.test(text ?? "")) throw new Problem("form_invalid");
  return Number(text);
}
