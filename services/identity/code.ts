/**
 * The six digits in the mail, for the browser that asked.
 *
 * @module
 */
import { base64url } from "jose";
import type { Store } from "../../store/store.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import type { Attempts, Entered } from "./attempt.ts";

/** NIST SP 800-63B section 3.1.3.2: at most ten minutes, and few tries. */
export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;

const CODES = 1_000_000;
/** The most of three bytes that every code has an equal share of. */
const FAIR = Math.floor(2 ** 24 / CODES) * CODES;

/** Six random digits, each code as likely as any other. */
export function newCode(world: World): string {
  while (true) {
    const [a, b, c] = world.random(3);
    const number = a * 65_536 + b * 256 + c;
    if (number < FAIR) return String(number % CODES).padStart(6, "0");
  }
}

/**
 * The code as it is stored: an HMAC under the browser's secret. A million codes are soon tried
 * out; without the secret, which the database does not have, that tells nothing.
 */
export async function sealCode(secret: string, code: string): Promise<string> {
  const text = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", text.encode(secret), algorithm, false, ["sign"]);
  return base64url.encode(
    new Uint8Array(await crypto.subtle.sign("HMAC", key, text.encode(code))),
  );
}

/** Takes codes back. */
export function createCodes({ store, attempts, world }: {
  readonly store: Store;
  readonly attempts: Attempts;
  readonly world: World;
}) {
  return {
    /**
     * Signs in the browser that asked. A wrong code takes one of five tries, also where many
     * come at once; anything but six digits takes none.
     *
     * @param secret the browser's own; null where it has none
     * @throws {Problem} `attempt_unknown`, `attempt_used`, `attempt_denied`, `code_expired`,
     *   `code_spent`, `code_missing`, `code_wrong`
     */
    async redeem(secret: string | null, typed: string): Promise<Entered> {
      const code = typed.replace(/[\s-]/g, "");
      while (true) {
        const entry = await attempts.find(secret);
        if (secret === null || entry === null) throw new Problem("attempt_unknown");
        const { code: kept, usedAt, deniedAt } = entry.value;
        if (usedAt !== null) throw new Problem("attempt_used");
        if (deniedAt !== null) throw new Problem("attempt_denied");
        if (kept === null || world.now() > kept.expiresAt) throw new Problem("code_expired");
        if (kept.triesLeft === 0) throw new Problem("code_spent");
        if (!/^\d{6}$/.test(code)) throw new Problem("code_missing");
        // Both are HMACs, of which a difference in time tells nothing.
        if (await sealCode(secret, code) === kept.seal) {
          const entered = await attempts.enter(entry, "mail");
          if (entered !== null) return entered;
          continue;
        }
        const operation = store.begin();
        store.attempts.change(operation, entry, {
          code: { ...kept, triesLeft: kept.triesLeft - 1 },
        });
        // Where somebody was quicker the try is not counted yet, so it is not answered either.
        if (await store.commit(operation)) throw new Problem("code_wrong");
      }
    },
  };
}
