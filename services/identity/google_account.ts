/**
 * Whose account a Google account signs in to: that of its `sub`, which never changes. An
 * address is no such thing: it is believed only where Google has confirmed it, and never
 * leads into an account that nobody has shown to be theirs by mail, or that has another
 * Google account already (GHSA-qq9h-g4jm-xgf3).
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import { type GoogleAccount, ownsAddress, type User } from "../../store/users.ts";
import { Problem } from "../problem.ts";
import { newId, type World } from "../world.ts";
import { parseAddress } from "./address.ts";
import type { GooglePerson } from "./id_token.ts";
import type { createSessions, NewSession } from "./session.ts";

interface Needs {
  readonly store: Store;
  readonly sessions: ReturnType<typeof createSessions>;
  readonly world: World;
}

/** Accounts that are signed in to with Google. */
export type GoogleAccounts = ReturnType<typeof createGoogleAccounts>;

/** Signs in by, connects and disconnects Google accounts. */
export function createGoogleAccounts({ store, sessions, world }: Needs) {
  /** The id of the person's user, with what must be written or still hold in `operation`. */
  async function claim(operation: Deno.AtomicOperation, person: GooglePerson): Promise<string> {
    const known = await store.users.entryByGoogle(person.sub);
    if (known !== null) {
      operation.check(known); // Disconnected meanwhile: look again.
      return known.value.id;
    }
    const google = account(person);
    if (!person.emailVerified || google.email === null) throw new Problem("google_unconfirmed");
    const owner = await store.users.entryByEmail(google.email);
    if (owner === null) {
      const id = newId(world);
      const { email } = google;
      store.users.add(operation, {
        id,
        email,
        createdAt: world.now(),
        emailVerifiedAt: null,
        google,
      });
      return id;
    }
    if (!ownsAddress(owner.value) || owner.value.google) throw new Problem("google_unowned");
    store.users.link(operation, owner, google);
    return owner.value.id;
  }

  return {
    /**
     * Begins a session of the person's; makes the account at the first time.
     *
     * @throws {Problem} `google_unconfirmed`, `google_unowned`
     */
    async signIn(person: GooglePerson): Promise<NewSession> {
      while (true) {
        const operation = store.begin();
        const session = await sessions.begin(operation, await claim(operation, person));
        if (await store.commit(operation)) return session;
      }
    },

    /** Lets a user sign in with Google too. @throws {Problem} `google_taken`, `google_another`, `signed_out` */
    async link(userId: string, person: GooglePerson): Promise<void> {
      while (true) {
        const user = await store.users.entry(userId);
        if (user === null) throw new Problem("signed_out");
        if (user.value.google?.sub === person.sub) return;
        if (user.value.google) throw new Problem("google_another");
        if (await store.users.entryByGoogle(person.sub)) throw new Problem("google_taken");
        const operation = store.begin();
        store.users.link(operation, user, account(person));
        if (await store.commit(operation)) return;
      }
    },

    /** The Google account of a user, if any, and whether they can sign in by mail without it. */
    describe: (user: User): { email: string | null; mail: boolean } => ({
      email: user.google ? user.google.email ?? "" : null,
      mail: ownsAddress(user),
    }),

    /** Takes that away again, where mail is left to sign in by. @throws {Problem} `google_last` */
    async unlink(userId: string): Promise<void> {
      while (true) {
        const user = await store.users.entry(userId);
        if (!user?.value.google) return;
        if (!ownsAddress(user.value)) throw new Problem("google_last");
        const operation = store.begin();
        store.users.unlink(operation, user);
        if (await store.commit(operation)) return;
      }
    },
  };
}

function account({ sub, email }: GooglePerson): GoogleAccount {
  try {
    return { sub, email: parseAddress(email) };
  } catch {
    return { sub, email: null };
  }
}
