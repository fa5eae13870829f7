/**
 * Signing in by a mailed link.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import type { LinkEntry } from "../../store/links.ts";
import { ownsAddress } from "../../store/users.ts";
import type { Jobs } from "../jobs.ts";
import type { Mailer } from "../mail/mailer.ts";
import { Problem } from "../problem.ts";
import { newId, type World } from "../world.ts";
import type { createSessions, NewSession } from "./session.ts";
import { hashToken, newToken } from "./token.ts";

const LINK_MINUTES = 15;

interface Needs {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly mailer: Mailer;
  readonly sessions: ReturnType<typeof createSessions>;
  /** Links are built on this, never on what a request says its host is. */
  readonly origin: string;
  readonly world: World;
}

/** Mails links and takes them back. */
export function createSignInLinks({ store, jobs, mailer, sessions, origin, world }: Needs) {
  /** @throws {Problem} `link_unknown`, `link_used`, `link_expired` */
  async function good(token: string): Promise<LinkEntry> {
    const entry = await store.links.get(await hashToken(token));
    if (entry === null) throw new Problem("link_unknown");
    if (entry.value.usedAt !== null) throw new Problem("link_used");
    if (world.now() > entry.value.expiresAt) throw new Problem("link_expired");
    return entry;
  }

  return {
    /**
     * Mails a link to `email`, known or not; the mail is on its way when this returns, not sent.
     *
     * @param returnTo a path of this app, as `returnPath` gives it
     * @throws {Problem} `mail_off`
     */
    async request(email: string, returnTo: string): Promise<void> {
      if (!mailer.ready) throw new Problem("mail_off");
      const token = newToken(world);
      const expiresAt = world.now() + LINK_MINUTES * 60_000;
      const operation = store.begin();
      store.links.add(operation, await hashToken(token), {
        email,
        returnTo,
        expiresAt,
        usedAt: null,
      });
      jobs.add(
        operation,
        "send-mail",
        mailer.letter(email, "sign-in-link", {
          link: `${origin}/signin/link?token=${token}`,
          minutes: LINK_MINUTES,
          host: new URL(origin).host,
        }, expiresAt),
      );
      await store.commit(operation);
      jobs.kick();
    },

    /**
     * Whom the link signs in; changes nothing, for mail scanners follow links.
     *
     * @throws {Problem} `link_unknown`, `link_used`, `link_expired`
     */
    async peek(token: string): Promise<{ email: string }> {
      return { email: (await good(token)).value.email };
    },

    /**
     * Signs in, once; makes the account at the first time.
     *
     * @throws {Problem} `link_unknown`, `link_used`, `link_expired`
     */
    async redeem(token: string): Promise<NewSession & { returnTo: string }> {
      while (true) {
        const entry = await good(token);
        const { email, returnTo } = entry.value;
        const operation = store.begin();
        store.links.use(operation, entry, world.now());
        const known = await store.users.byEmail(email);
        const now = world.now();
        const user = known ?? { id: newId(world), email, createdAt: now, emailVerifiedAt: now };
        if (known === null) store.users.add(operation, user);
        const session = await sessions.begin(operation, user.id);
        // Lost a race for the link or for the new account: the next look says which.
        if (!(await store.commit(operation))) continue;
        if (!ownsAddress(user)) await store.users.own(user.id, now);
        return { ...session, returnTo };
      }
    },
  };
}
