/**
 * Signing in by mail: a link, and in the same mail a code for the browser that asked.
 *
 * @module
 */
import type { AttemptEntry } from "../../store/attempts.ts";
import { foldAddress } from "../../store/address.ts";
import type { Store } from "../../store/store.ts";
import type { Jobs } from "../jobs.ts";
import type { Letter, Mailer } from "../mail/mailer.ts";
import { Problem, type ProblemCode } from "../problem.ts";
import type { World } from "../world.ts";
import type { Allowance, Limit } from "../allowance.ts";
import {
  type Asked,
  type Asker,
  ATTEMPT_MINUTES,
  type Attempts,
  type Entered,
  standing,
} from "./attempt.ts";
import { CODE_MINUTES, hasDigits, newCode } from "./code.ts";
import { hashToken, newToken } from "./token.ts";

/** Mails to one address; the page that says so would say it about somebody else's mail too. */
const MAILS: Limit = { times: 10, per: "hour" };

interface Needs {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly mailer: Mailer;
  readonly attempts: Attempts;
  readonly allowance: Allowance;
  /** Links are built on this, never on what a request says its host is. */
  readonly origin: string;
  readonly world: World;
}

const over: Partial<Record<ReturnType<typeof standing>, ProblemCode>> = {
  used: "link_used",
  denied: "attempt_denied",
  replaced: "link_replaced",
  expired: "link_expired",
};

/** What the page of a link tells before anybody signs in. */
export interface Peeked {
  readonly email: string;
  /** Whether this is the browser that asked. */
  readonly here: boolean;
  /** The browser that asked, in plain words. */
  readonly device: string;
  /** Whether the digits in the mail still work there. */
  readonly digits: boolean;
}

/** Mails links and takes them back. */
export function createSignInLinks(needs: Needs) {
  const { store, jobs, mailer, attempts, allowance, origin, world } = needs;

  /** @throws {Problem} `link_unknown`, `link_used`, `link_replaced`, `link_expired`, `attempt_denied` */
  async function good(token: string): Promise<AttemptEntry> {
    const entry = await attempts.byLink(token);
    if (entry === null) throw new Problem("link_unknown");
    const problem = over[standing(entry.value, world.now())];
    if (problem !== undefined) throw new Problem(problem);
    return entry;
  }

  return {
    /**
     * Mails a link, whoever the address belongs to, if anybody; the mail is on its way when this
     * returns, not sent. Known, unknown, suppressed and much-asked addresses take the same steps
     * and leave the same rows, so that neither the page nor its time tells them apart.
     *
     * @throws {Problem} `mail_off`
     */
    async request(asker: Asker): Promise<Asked> {
      if (!mailer.ready) throw new Problem("mail_off");
      const address = await hashToken(foldAddress(asker.email));
      const rehearsal = await allowance.take("sign-in-mail", address, MAILS, true) !== null;
      while (true) {
        const [token, code] = [newToken(world), newCode(world)];
        const letter: Letter = {
          ...mailer.letter(asker.email, "sign-in-link", {
            link: `${origin}/signin/link?token=${token}`,
            minutes: ATTEMPT_MINUTES,
            code,
            codeMinutes: CODE_MINUTES,
            host: new URL(origin).host,
          }, world.now() + ATTEMPT_MINUTES * 60_000),
          rehearsal,
        };
        const operation = store.begin();
        const asked = await attempts.begin(operation, asker, {
          letterId: letter.id,
          token,
          // Who may ask without end could guess without end: a code that nobody is sent is none.
          code: rehearsal ? newToken(world) : code,
        });
        jobs.add(operation, "send-mail", letter);
        if (await store.commit(operation) === null) continue;
        jobs.kick();
        return asked;
      }
    },

    /**
     * Whom the link signs in, and who asked for it; changes nothing, for mail scanners follow links.
     *
     * @param secret the browser's own; null where it has none
     * @throws {Problem} `link_unknown`, `link_used`, `link_replaced`, `link_expired`, `attempt_denied`
     */
    async peek(token: string, secret: string | null): Promise<Peeked> {
      const { key, value } = await good(token);
      return {
        email: value.email,
        here: secret !== null && key[1] === await hashToken(secret),
        device: value.device,
        digits: hasDigits(value, world.now()),
      };
    },

    /**
     * Signs in, once, in whichever browser the link was opened.
     *
     * @throws {Problem} `link_unknown`, `link_used`, `link_replaced`, `link_expired`,
     *   `attempt_denied`, `address_respelt`, `account_closed`
     */
    async redeem(token: string): Promise<Entered> {
      while (true) {
        // Lost a race for the attempt or for the new account: the next look says which.
        const entered = await attempts.enter(await good(token), "mail");
        if (entered !== null) return entered;
      }
    },
  };
}
