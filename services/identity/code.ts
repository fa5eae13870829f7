/**
 * The six digits in the mail, for the browser that asked.
 *
 * @module
 */
import { base64url } from "jose";
import type { Attempt, AttemptEntry } from "../../store/attempts.ts";
import type { Store } from "../../store/store.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import type { Attempts, Entered } from "./attempt.ts";
import type { WrongCodes } from "./wrong_codes.ts";

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

/** Whether digits can be typed for this attempt at `now` (milliseconds since 1970). */
export function hasDigits({ code }: Attempt, now: number): boolean {
  return code !== null && now <= code.expiresAt && code.triesLeft > 0;
}

/** Takes codes back. */
export function createCodes({ store, attempts, wrongCodes, world }: {
  readonly store: Store;
  readonly attempts: Attempts;
  readonly wrongCodes: WrongCodes;
  readonly world: World;
}) {
  /** The attempt of this browser, where it takes digits. */
  async function open(secret: string | null): Promise<AttemptEntry> {
    const entry = await attempts.find(secret);
    if (entry === null) throw new Problem("attempt_unknown");
    const { code, usedAt, deniedAt, replacedAt } = entry.value;
    if (usedAt !== null) throw new Problem("attempt_used");
    if (deniedAt !== null) throw new Problem("attempt_denied");
    if (replacedAt !== undefined) throw new Problem("attempt_replaced");
    if (code === null || world.now() > code.expiresAt) throw new Problem("code_expired");
    if (code.triesLeft === 0) throw new Problem("code_spent");
    return entry;
  }

  /** While mail is down nobody can know the digits but by guessing, and nobody is warned by a mail. */
  async function hasLeft({ letterId }: Attempt): Promise<boolean> {
    const delivery = letterId === null ? null : await store.deliveries.get(letterId);
    return delivery !== null && (delivery.state === "sent" || delivery.doubtSince !== null);
  }

  /** Signs in, or takes a try. */
  async function compare(secret: string, code: string): Promise<Entered | "wrong"> {
    while (true) {
      const entry = await open(secret);
      const kept = entry.value.code!;
      // Both are HMACs, of which a difference in time tells nothing.
      if (await sealCode(secret, code) === kept.seal) {
        const entered = await attempts.enter(entry, "mail");
        if (entered !== null) return entered;
        continue;
      }
      const operation = store.begin();
      store.attempts.change(operation, entry, { code: { ...kept, triesLeft: kept.triesLeft - 1 } });
      // Where somebody was quicker the try is not counted yet, so it is not answered either.
      if (await store.commit(operation)) return "wrong";
    }
  }

  return {
    /**
     * Signs in the browser that asked. A wrong code takes one of five tries, also where many
     * come at once; anything but six digits takes none.
     *
     * @param secret the browser's own; null where it has none
     * @param client who types, as `clientKey` gives it
     * @throws {Problem} `attempt_unknown`, `attempt_used`, `attempt_denied`, `attempt_replaced`,
     *   `code_expired`, `code_spent`, `code_missing`, `code_unsent`, `code_off`, `code_wrong`,
     *   `address_respelt`, `account_closed`
     */
    async redeem(secret: string | null, typed: string, client: string): Promise<Entered> {
      const code = typed.replace(/[\s-]/g, "");
      const { value: attempt } = await open(secret);
      if (!/^\d{6}$/.test(code)) throw new Problem("code_missing");
      if (!(await hasLeft(attempt))) throw new Problem("code_unsent");
      const counted = await wrongCodes.take(attempt.email, client);
      if (counted === null) throw new Problem("code_off");
      let outcome: Entered | "wrong" | null = null;
      try {
        outcome = await compare(secret!, code);
      } finally {
        if (outcome !== "wrong") await wrongCodes.giveBack(counted);
      }
      if (outcome === "wrong") throw new Problem("code_wrong");
      return outcome;
    },
  };
}
