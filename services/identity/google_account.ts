/**
 * Whose account a Google account signs in to: that of its `sub`, which never changes. An
 * address is no such thing: it makes an account only where Google has confirmed it, and leads
 * into one that exists only where Google keeps that mailbox itself. It never leads into an
 * account that nobody has shown to be theirs by mail, that has another Google account already, or
 * whose person has disconnected Google (GHSA-qq9h-g4jm-xgf3).
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import {
  type GoogleAccount,
  ownsAddress,
  type User,
  type UserEntry,
  WITHOUT_GOOGLE,
} from "../../store/users.ts";
import { Problem } from "../problem.ts";
import { newId, type World } from "../world.ts";
import type { Post } from "../mail/post.ts";
import { parseAddress } from "./address.ts";
import type { GooglePerson } from "./id_token.ts";
import type { NewSession, Sessions, SignedIn } from "./session.ts";

interface Needs {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly post: Post;
  readonly world: World;
}

/** Accounts that are signed in to with Google. */
export type GoogleAccounts = ReturnType<typeof createGoogleAccounts>;

/** Signs in by, connects and disconnects Google accounts. */
export function createGoogleAccounts({ store, sessions, post, world }: Needs) {
  /** Connects in `operation`, and tells the owner (ASVS 5.0 6.3.7). */
  function connect(operation: Deno.AtomicOperation, user: UserEntry, google: GoogleAccount): void {
    const { googleLeft: _, ...rest } = user.value;
    store.users.change(operation, user, { ...rest, google });
    post.googleChanged(operation, user.value.email, google, "connected");
  }

  /** The id of the person's user, with what must be written or still hold in `operation`. */
  async function claim(operation: Deno.AtomicOperation, person: GooglePerson): Promise<string> {
    const known = await store.users.entryByGoogle(person.sub);
    if (known !== null) {
      if (known.value.disabledAt !== undefined) throw new Problem("google_closed");
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
    const { value: user } = owner;
    const believed = google.authoritative && ownsAddress(user) && !user.google && !user.googleLeft;
    if (!believed) throw new Problem("google_unowned");
    if (user.disabledAt !== undefined) throw new Problem("google_closed");
    connect(operation, owner, google);
    return owner.value.id;
  }

  return {
    /**
     * Begins a session of the person's; makes the account at the first time.
     *
     * @throws {Problem} `google_unconfirmed`, `google_unowned`, `google_closed`
     */
    async signIn(person: GooglePerson): Promise<NewSession> {
      while (true) {
        const operation = store.begin();
        const session = await sessions.begin(operation, await claim(operation, person));
        if (!(await store.commit(operation))) continue;
        post.hurry();
        return session;
      }
    },

    /** Lets a user sign in with Google too. @throws {Problem} `google_taken`, `google_another`, `signed_out` */
    async link({ user: { id }, session }: SignedIn, person: GooglePerson): Promise<void> {
      while (true) {
        const operation = store.begin();
        const user = await store.users.entry(id);
        if (!await sessions.hold(operation, session) || user === null) {
          throw new Problem("signed_out");
        }
        if (user.value.google?.sub === person.sub) return;
        if (user.value.google) throw new Problem("google_another");
        if (await store.users.entryByGoogle(person.sub)) throw new Problem("google_taken");
        connect(operation, user, account(person));
        if (await store.commit(operation)) return post.hurry();
      }
    },

    /** The Google account of a user, if any, and whether they can sign in by mail without it. */
    describe: (user: User): { email: string | null; mail: boolean } => ({
      email: user.google ? user.google.email ?? "" : null,
      mail: ownsAddress(user),
    }),

    /** Takes that away again, where mail is left to sign in by, and ends all other sessions. @throws {Problem} `google_last`, `signed_out` */
    async unlink({ user: { id }, session }: SignedIn): Promise<void> {
      while (true) {
        const user = await store.users.entry(id);
        if (!user?.value.google) return;
        if (!ownsAddress(user.value)) throw new Problem("google_last");
        const operation = store.begin();
        if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
        const { google, ...without } = user.value;
        // Whoever came in by it, and need not be the owner, is out.
        const sessionsEnded = await sessions.endAll(operation, id, session.id);
        store.users.change(operation, user, { ...without, ...WITHOUT_GOOGLE, sessionsEnded });
        post.googleChanged(operation, without.email, google, "disconnected");
        if (await store.commit(operation)) return post.hurry();
      }
    },
  };
}

/**
 * Whether Google keeps this mailbox itself, so that nobody but its owner can have it confirmed
 * there: gmail.com, or a domain of Google Workspace (`hd`). Anywhere else the mailbox may have
 * gone to somebody else since Google asked.
 * (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token)
 */
function isAuthoritative({ emailVerified, hostedDomain }: GooglePerson, email: string): boolean {
  return emailVerified && (email.endsWith("@gmail.com") || hostedDomain !== null);
}

function account(person: GooglePerson): GoogleAccount {
  const { sub } = person;
  try {
    const email = parseAddress(person.email);
    return { sub, email, authoritative: isAuthoritative(person, email) };
  } catch {
    return { sub, email: null, authoritative: false };
  }
}
