/**
 * People.
 *
 * `users/ID` the person, `users_by_email/ADDRESS` their id.
 *
 * @module
 */

/** A person with an account. */
export interface User {
  readonly id: string;
  /** As typed at the first sign-in, its domain in lower case. */
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const userKey = (id: string) => ["users", id];
const emailKey = (email: string) => ["users_by_email", email];

/** Rows of people. */
export function users(kv: Deno.Kv) {
  return {
    async get(id: string): Promise<User | null> {
      return (await kv.get<User>(userKey(id))).value;
    },

    async byEmail(email: string): Promise<User | null> {
      const id = (await kv.get<string>(emailKey(email))).value;
      return id === null ? null : await this.get(id);
    },

    /** Adds a person to `operation`, which fails where the address has an account already. */
    add(operation: Deno.AtomicOperation, user: User): void {
      operation
        .check({ key: emailKey(user.email), versionstamp: null })
        .set(userKey(user.id), user)
        .set(emailKey(user.email), user.id);
    },
  };
}
