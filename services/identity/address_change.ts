/**
 * Changing the address of an account. Both mailboxes are asked and both must say yes, so that
 * neither a stolen session nor a typing error takes a library away; the mailbox that is left can
 * take it back for a week. ASVS 5.0 7.5.1: the answer from the old mailbox is the second sign-in
 * that it asks for.
 *
 * @module
 */
import { type AddressChange, type Side, SIDES } from "../../store/address_changes.ts";
import { foldAddress } from "../../store/address.ts";
import type { Store } from "../../store/store.ts";
import { type User, type UserEntry, WITHOUT_GOOGLE } from "../../store/users.ts";
import type { Allowance, Limit } from "../allowance.ts";
import type { Letter } from "../mail/mailer.ts";
import type { Post } from "../mail/post.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import { parseAddress } from "./address.ts";
import type { Sessions, SignedIn } from "./session.ts";
import { hashToken, newToken } from "./token.ts";

const HOUR_MS = 60 * 60 * 1000;
/** How long both mailboxes have to answer. */
export const CHANGE_HOURS = 24;
/** How long the old one can take it back. */
export const BACK_DAYS = 7;
const BACK_MS = BACK_DAYS * 24 * HOUR_MS;

const REQUESTS: Limit = { times: 5, per: "hour" };
/** A mailbox of somebody's who asked for nothing must not be filled through us. */
const QUESTIONS: Limit = { times: 3, per: "hour" };

/** A change that waits for answers. */
export interface Pending {
  readonly to: string;
  /** Who has said yes. */
  readonly confirmed: Readonly<Record<Side, boolean>>;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a mailed page says. */
export interface Question {
  readonly side: Side;
  readonly from: string;
  readonly to: string;
  /** `confirmed`: this side has said yes and the other not yet. */
  readonly state: "open" | "confirmed" | "done";
}

interface Needs {
  readonly store: Store;
  readonly sessions: Pick<Sessions, "endAll" | "hold">;
  readonly post: Post;
  readonly allowance: Allowance;
  readonly origin: string;
  readonly world: World;
}

/** A change, the person, and which of the two mailboxes speaks. */
interface Found {
  readonly user: UserEntry;
  readonly entry: Deno.KvEntryMaybe<AddressChange>;
  readonly change: AddressChange;
  readonly side: Side;
}

export type AddressChanges = ReturnType<typeof createAddressChanges>;

/** Asks for changes, and makes them. */
export function createAddressChanges({ store, sessions, post, allowance, origin, world }: Needs) {
  const page = (userId: string, token: string) => `${origin}/address?token=${userId}.${token}`;

  function isOver({ doneAt, expiresAt }: AddressChange): boolean {
    return world.now() > (doneAt === null ? expiresAt : doneAt + BACK_MS);
  }

  /** What a mailed page is about. @throws {Problem} `change_unknown` */
  async function find(token: string): Promise<Found> {
    const [, userId, secret] = /^([0-9a-z]{26})\.([\w-]{43})$/.exec(token) ?? [];
    const entry = userId === undefined ? null : await store.addressChanges.get(userId);
    const user = userId === undefined ? null : await store.users.entry(userId);
    if (!entry?.value || user === null || isOver(entry.value)) throw new Problem("change_unknown");
    const change = entry.value;
    const hash = await hashToken(secret);
    const side = change.backHash === hash
      ? "old"
      : SIDES.find((side) => change.hashes[side] === hash);
    // Changed in another way meanwhile, or back again: then this is about something that is past.
    const current = change.doneAt === null ? change.from : change.to;
    if (side === undefined) throw new Problem("change_unknown");
    if (user.value.email !== current) {
      // Or it was changed between the two looks, by another press.
      const again = await store.addressChanges.get(userId);
      if (again.versionstamp !== entry.versionstamp) return await find(token);
      throw new Problem("change_unknown");
    }
    return { user, entry, change, side };
  }

  /** Sets the address in `operation`; whatever was asked for under the one before is over. */
  async function move(
    operation: Deno.AtomicOperation,
    user: UserEntry,
    next: User,
  ): Promise<void> {
    const owner = await store.users.byEmail(next.email);
    if (owner !== null && owner.id !== next.id) throw new Problem("address_taken");
    store.users.change(operation, user, { ...next, emailVerifiedAt: world.now() });
    await store.leftAddresses.add(operation, user.value.email, world.now());
  }

  /** Both have said yes. @param back what takes it back again */
  async function finish(
    operation: Deno.AtomicOperation,
    user: UserEntry,
    { from, to, session }: AddressChange,
    back: string,
  ): Promise<void> {
    const { id } = user.value;
    const sessionsEnded = await sessions.endAll(operation, id, session);
    await move(operation, user, { ...user.value, email: to, sessionsEnded });
    const changed = post.letter(from, "address-changed", {
      host: post.host,
      address: to,
      changedAt: new Date(world.now()).toISOString(),
      url: page(id, back),
      days: BACK_DAYS,
    });
    post.send(operation, { ...changed, owner: id });
  }

  /** The letters to both mailboxes. A mailbox that has a library here is told so, and nobody else. */
  async function letters(
    { id, email }: User,
    to: string,
    tokens: Record<Side, string>,
  ): Promise<Letter[]> {
    const owner = await store.users.byEmail(to);
    const full = await allowance.take(
      "address-question",
      await hashToken(foldAddress(to)),
      QUESTIONS,
    );
    const question = (side: Side) => ({
      host: post.host,
      side,
      address: to,
      url: page(id, tokens[side]),
      hours: CHANGE_HOURS,
    });
    const taken = owner !== null && owner.id !== id;
    const asked = taken
      ? post.letter(to, "address-taken", { host: post.host })
      : post.letter(to, "address-question", question("new"));
    return [
      post.letter(email, "address-question", question("old")),
      { ...asked, owner: id, rehearsal: full !== null },
    ];
  }

  return {
    /**
     * Mails both addresses. What follows is the same whether or not somebody has a library under
     * the new one: only that mailbox learns of it.
     *
     * @throws {Problem} `address_missing`, `address_invalid`, `address_same`,
     *   `address_changed_lately`, `address_changes_too_many`, `mail_off`, `signed_out`
     */
    async ask({ user, session }: SignedIn, typed: string): Promise<void> {
      if (!post.ready) throw new Problem("mail_off");
      const to = parseAddress(typed);
      if (to === user.email) throw new Problem("address_same");
      const retryAt = await allowance.take("address-change", user.id, REQUESTS);
      if (retryAt !== null) {
        throw new Problem("address_changes_too_many", retryAt, world.now());
      }
      const tokens = { old: newToken(world), new: newToken(world) };
      const hashes = { old: await hashToken(tokens.old), new: await hashToken(tokens.new) };
      const mails = await letters(user, to, tokens);
      while (true) {
        const entry = await store.addressChanges.get(user.id);
        if (entry.value?.doneAt && !isOver(entry.value)) {
          throw new Problem("address_changed_lately");
        }
        const askedAt = world.now();
        const operation = store.begin();
        if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
        store.addressChanges.set(operation, entry, {
          from: user.email,
          to,
          session: session.id,
          askedAt,
          expiresAt: askedAt + CHANGE_HOURS * HOUR_MS,
          hashes,
          backHash: null,
          confirmed: { old: null, new: null },
          doneAt: null,
        }, CHANGE_HOURS * HOUR_MS);
        for (const mail of mails) post.send(operation, mail);
        if (await store.commit(operation)) return post.hurry();
      }
    },

    /** The change that a person waits for, or null. */
    async pending({ id }: User): Promise<Pending | null> {
      const { value: change } = await store.addressChanges.get(id);
      if (change === null || change.doneAt !== null || isOver(change)) return null;
      const { to, confirmed, expiresAt } = change;
      return {
        to,
        confirmed: { old: confirmed.old !== null, new: confirmed.new !== null },
        expiresAt,
      };
    },

    /** Calls off what is not done yet. @throws {Problem} `signed_out` */
    async cancel({ user: { id }, session }: SignedIn): Promise<void> {
      while (true) {
        const entry = await store.addressChanges.get(id);
        if (entry.value === null || entry.value.doneAt !== null) return;
        const operation = store.begin();
        if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
        store.addressChanges.remove(operation, entry);
        if (await store.commit(operation)) return;
      }
    },

    /** Whether the old mailbox can still take back what was done. */
    async canBeTakenBack({ id }: User): Promise<boolean> {
      const { value: change } = await store.addressChanges.get(id);
      return change !== null && change.doneAt !== null && !isOver(change);
    },

    /** What a mailed page asks; changes nothing, for mail scanners follow links. @throws {Problem} `change_unknown` */
    async look(token: string): Promise<Question> {
      const { change, side } = await find(token);
      const { from, to, doneAt, confirmed } = change;
      const state = doneAt !== null ? "done" : confirmed[side] !== null ? "confirmed" : "open";
      return { side, from, to, state };
    },

    /**
     * One mailbox says yes; once both have, the address is changed, everybody but the session that
     * asked for it is signed out, and the old address is told.
     *
     * @throws {Problem} `change_unknown`, `address_taken`, `account_closed`
     */
    async confirm(token: string): Promise<void> {
      while (true) {
        const { user, entry, change, side } = await find(token);
        if (user.value.disabledAt !== undefined) throw new Problem("account_closed");
        if (change.confirmed[side] !== null) return;
        const now = world.now();
        const confirmed = { ...change.confirmed, [side]: now };
        const operation = store.begin();
        if (SIDES.every((each) => confirmed[each] !== null)) {
          const back = newToken(world);
          const done = { ...change, confirmed, doneAt: now, backHash: await hashToken(back) };
          store.addressChanges.set(operation, entry, done, BACK_MS);
          await finish(operation, user, change, back);
        } else {
          const kept = change.expiresAt - now;
          store.addressChanges.set(operation, entry, { ...change, confirmed }, kept);
        }
        if (await store.commit(operation)) return post.hurry();
      }
    },

    /**
     * The old mailbox says that this was not its owner: nothing is changed, or it is changed back,
     * everybody is signed out, and Google signs nobody in until it is connected again.
     *
     * @throws {Problem} `change_unknown`, also where the new mailbox says it; `address_taken`
     */
    async refuse(token: string): Promise<void> {
      while (true) {
        const { user, entry, change, side } = await find(token);
        if (side !== "old") throw new Problem("change_unknown");
        const operation = store.begin();
        store.addressChanges.remove(operation, entry);
        const { google, ...rest } = user.value;
        const sessionsEnded = await sessions.endAll(operation, rest.id, null);
        const safe = { ...rest, email: change.from, sessionsEnded, ...(google && WITHOUT_GOOGLE) };
        if (change.doneAt !== null) await move(operation, user, safe);
        else store.users.change(operation, user, { ...safe, emailVerifiedAt: world.now() });
        if (await store.commit(operation)) return;
      }
    },
  };
}
