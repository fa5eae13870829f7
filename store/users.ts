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
}

/** A Google account that a person signs in with. */
export interface GoogleAccount {
  /** Google's id of the person: the only thing of theirs that never changes. */
  readonly sub: string;
  /** To tell it by; null where Google named none that can be used. */
  readonly email: string | null;
}

/** A person with the version they were read at. */
export type UserEntry = Deno.KvEntry<User>;

const userKey = (id: string) => ["users", id];
const emailKey = (email: string) => ["users_by_email", foldAddress(email)];
const googleKey = (sub: string) => ["users_by_google", sub];

/** Whether the address was shown to be the person's own by a mailed link. */
export function ownsAddress({ emailVerifiedAt }: User): boolean {
  return emailVerifiedAt !== null;
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
      operation
        .check({ key: emailKey(user.email), versionstamp: null })
        .set(userKey(user.id), user)
        .set(emailKey(user.email), user.id);
      if (user.google) {
        operation
          .check({ key: googleKey(user.google.sub), versionstamp: null })
          .set(googleKey(user.google.sub), user.id);
      }
    },

    /** Lets the person sign in with `google` too; fails where it is somebody's, or the person was changed meanwhile. */
    link(
      operation: Deno.AtomicOperation,
      { key, value, versionstamp }: UserEntry,
      google: GoogleAccount,
    ) {
      operation
        .check({ key, versionstamp })
        .check({ key: googleKey(google.sub), versionstamp: null })
        .set(key, { ...value, google })
        .set(googleKey(google.sub), value.id);
    },

    /** Takes the Google account away again; fails where the person was changed meanwhile. */
    unlink(operation: Deno.AtomicOperation, { key, value, versionstamp }: UserEntry): void {
      const { google, ...rest } = value;
      operation.check({ key, versionstamp }).set(key, rest);
      if (google) operation.delete(googleKey(google.sub));
    },

    /** Notes that the person showed their address to be their own; fails where they were changed meanwhile. */
    own(operation: Deno.AtomicOperation, found: UserEntry, now: number): void {
      operation.check(found).set(found.key, { ...found.value, emailVerifiedAt: now });
    },
  };
}
