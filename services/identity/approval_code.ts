import type { World } from "../world.ts";

/** RFC 8628 section 6.1: no vowels, so no words, and nothing that looks like something else. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const LENGTH = 8;
const FAIR = Math.floor(256 / LETTERS.length) * LETTERS.length;

/** A new code to be shown on one device and typed on another: 20^8 are possible. */
export function newApprovalCode(world: World): string {
  let code = "";
  while (code.length < LENGTH) {
    for (const dice of world.random(LENGTH - code.length)) {
      if (dice < FAIR) code += LETTERS[dice % LETTERS.length];
    }
  }
  return code;
}

/** The code as it is shown, in two groups: `BDFK-HJLM`. */
export const groupedCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The code that was typed, in whatever case and groups; null where it cannot be one. */
export function readApprovalCode(typed: string): string | null {
  const code = typed.slice(0, 100).toUpperCase().replace(/[^A-Z0-9]/g, "");
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter))
    ? code
    : null;
}
