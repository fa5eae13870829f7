/**
 * People.
 *
 * `users/ID` the person, `users_by_email/ADDRESS` (folded) their id, `users_by_google/SUB` the id of
 * whoever signs in with that Google account.
 *
 * @module
 */
import { foldAddress } from "./address.ts";

/** A person with an account. */
export interface User {
  readonly id: string;
  /** As typed at the first sign-in, its domain in lower case. */
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /**
   * When its owner showed that the address is theirs by a mailed link, in milliseconds since
   * 1970; null: never, for the account was made by Google. An account without the field was
   * made by redeeming a mailed link, as all were before Google came.
   */
  readonly emailVerifiedAt?: number | null;
  readonly google?: GoogleAccount;
  /** Its person has disconnected Google: it comes in again only when they connect it. */
  readonly googleLeft?: true;
  /** Sessions begun until then are over, but for one: also one that was just being written. */
  readonly sessionsEnded?: SessionsEnded;
  /** An operator has disabled it: nobody comes in until one enables it again (milliseconds since 1970). */
  readonly disabledAt?: number;
  /** They have asked for the account to be deleted, and can still keep it. */
  readonly leaving?: Leaving;
}

/** A Google account that a person signs in with. */
export interface GoogleAccount {
  /** Google's id of the person: the only thing of theirs that never changes. */
  readonly sub: string;
  /** To tell it by; null where Google named none that can be used. */
  readonly email: string | null;
  /** Whether Google keeps that mailbox itself, so that its word for it is its owner's. */
  readonly authoritative?: boolean;
}

/** All sessions of a person were ended. */
export interface SessionsEnded {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The id of the one that goes on, or null. */
  readonly except: string | null;
}

/** When an account is to be deleted. Times are milliseconds since 1970. */
export interface Leaving {
  readonly askedAt: number;
  readonly due: number;
}

/** What stands on a person who has disconnected Google. */
export const WITHOUT_GOOGLE = { googleLeft: true } as const;

/** A person with the version they were read at. */
export type UserEntry = Deno.KvEntry<User>;

const userKey = (id: string) => ["users", id];
const emailKey = (email: string) => ["users_by_email", foldAddress(email)];
const googleKey = (sub: string) => ["users_by_google", sub];

/** Whether the address was shown to be the person's own by a mailed link. */
export function ownsAddress({ emailVerifiedAt }: User): boolean {
  return emailVerifiedAt !== null;
}

/** What a person is found by. */
function names({ email, google }: User): Deno.KvKey[] {
  return [emailKey(email), ...(google ? [googleKey(google.sub)] : [])];
}

/** Rows of people. */
export function users(kv: Deno.Kv) {
  async function entry(id: string): Promise<UserEntry | null> {
    const found = await kv.get<User>(userKey(id));
    return found.value === null ? null : found;
  }

  async function entryBy(key: Deno.KvKey): Promise<UserEntry | null> {
    const id = (await kv.get<string>(key)).value;
    return id === null ? null : await entry(id);
  }

  return {
    entry,

    async get(id: string): Promise<User | null> {
      return (await entry(id))?.value ?? null;
    },

    entryByEmail: (email: string) => entryBy(emailKey(email)),
    entryByGoogle: (sub: string) => entryBy(googleKey(sub)),

    async byEmail(email: string): Promise<User | null> {
      return (await entryBy(emailKey(email)))?.value ?? null;
    },

    /** Adds a person to `operation`, which fails where the address or the Google account has an account already. */
    add(operation: Deno.AtomicOperation, user: User): void {
      operation.set(userKey(user.id), user);
      for (const key of names(user)) {
        operation.check({ key, versionstamp: null }).set(key, user.id);
      }
    },

    /**
     * Changes a person in `operation`, and what they are found by. It fails where they were
     * changed meanwhile, or where their new address or Google account is somebody else's.
     */
    change(operation: Deno.AtomicOperation, found: UserEntry, next: User): void {
      operation.check(found).set(found.key, next);
      const [before, after] = [names(found.value), names(next)];
      const without = (some: Deno.KvKey[], others: Deno.KvKey[]) =>
        some.filter((key) => !others.some((other) => other.join() === key.join()));
      for (const key of without(before, after)) operation.delete(key);
      for (const key of without(after, before)) {
        operation.check({ key, versionstamp: null }).set(key, next.id);
      }
    },

    /** Takes a person away in `operation`, which fails where they were changed meanwhile. */
    remove(operation: Deno.AtomicOperation, found: UserEntry): void {
      operation.check(found).delete(found.key);
      for (const key of names(found.value)) operation.delete(key);
    },
  };
}
