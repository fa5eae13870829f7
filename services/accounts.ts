/**
 * Accounts as an operator sees them: that they are there and how much they take, never what is in
 * them; and signing them out, disabling them, and enabling them again.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { User, UserEntry } from "../store/users.ts";
import type { Sessions, SignedIn } from "./identity/session.ts";
import type { Doing, Operators } from "./operators.ts";
import { Problem } from "./problem.ts";
import type { Room, Space } from "./space.ts";
import { isId, type World } from "./world.ts";

/** An account at the desk. Times are milliseconds since 1970. */
export interface AccountView {
  /** The pseudonymous id; the address is shown nowhere. */
  readonly id: string;
  readonly createdAt: number;
  readonly scores: number;
  readonly room: Room;
  /** In how many browsers it is signed in. */
  readonly sessions: number;
  /** Whether it can be signed in to with Google. */
  readonly google: boolean;
  readonly operator: boolean;
  /** Whether it is the one of whoever looks. */
  readonly own: boolean;
  readonly disabledAt: number | null;
}

interface Needs {
  readonly store: Store;
  readonly sessions: Pick<Sessions, "count" | "endAll">;
  readonly space: Pick<Space, "of">;
  readonly operators: Operators;
  readonly world: World;
}

/** How the person is changed, and how that is told; null where nothing is to be done. */
type Change = (
  operation: Deno.AtomicOperation,
  user: User,
) => Promise<{ readonly next: User; readonly doing: Doing } | null>;

/** Finds accounts, and ends and disables what operators say. */
export function createAccounts({ store, sessions, space, operators, world }: Needs) {
  /** @throws {Problem} `account_unknown` */
  async function entry(id: string): Promise<UserEntry> {
    const user = isId(id) ? await store.users.entry(id) : null;
    if (user === null) throw new Problem("account_unknown");
    return user;
  }

  /**
   * Changes an account in one step with its deed, as long as the operator is signed in. Two
   * operators who disable each other at once cannot both do so: the first one ends the other's
   * session, so there is always one left.
   *
   * @throws {Problem} `account_unknown`, `signed_out`
   */
  async function change(by: SignedIn, id: string, how: Change): Promise<void> {
    while (true) {
      const user = await entry(id);
      const operation = store.begin();
      const changed = await how(operation, user.value);
      if (changed === null) return;
      store.users.change(operation, user, changed.next);
      await operators.note(operation, by, { subject: id, ...changed.doing });
      if (await store.commit(operation)) return;
    }
  }

  return {
    /**
     * The id of an account by its address or its id. Whose address was looked up is noted.
     *
     * @throws {Problem} `account_unknown`, `signed_out`
     */
    async find(by: SignedIn, typed: string): Promise<string> {
      const text = typed.trim();
      if (!text.includes("@")) return (await entry(text.toLowerCase())).value.id;
      const user = text.length > 254 ? null : await store.users.byEmail(text);
      if (user === null) throw new Problem("account_unknown");
      await operators.noteFirst(by, { what: "address-looked-up", to: user.id, subject: user.id });
      return user.id;
    },

    /** @throws {Problem} `account_unknown` */
    async look({ user: { id: own } }: SignedIn, id: string): Promise<AccountView> {
      const { value: user } = await entry(id);
      return {
        id,
        createdAt: user.createdAt,
        scores: await store.scores.count(id),
        room: await space.of(id),
        sessions: await sessions.count(user),
        google: user.google !== undefined,
        operator: operators.isOne(user),
        own: id === own,
        disabledAt: user.disabledAt ?? null,
      };
    },

    /** Ends all sessions of an account. @throws {Problem} `account_unknown`, `signed_out` */
    async signOut(by: SignedIn, id: string): Promise<void> {
      await change(by, id, async (operation, user) => ({
        next: { ...user, sessionsEnded: await sessions.endAll(operation, id, null) },
        doing: { what: "account-signed-out", to: id },
      }));
    },

    /**
     * Ends all sessions of an account, and lets nobody in until it is enabled again. A sign-in that
     * is under way comes too late: it is written only where the account is still as it was read.
     *
     * @throws {Problem} `account_own`, `account_unknown`, `signed_out`
     */
    async disable(by: SignedIn, id: string): Promise<void> {
      if (id === by.user.id) throw new Problem("account_own");
      await change(by, id, async (operation, user) =>
        user.disabledAt !== undefined ? null : {
          next: {
            ...user,
            sessionsEnded: await sessions.endAll(operation, id, null),
            disabledAt: world.now(),
          },
          doing: { what: "account-disabled", to: id },
        });
      // One that was begun while the others were read is over as well, and goes now.
      const rest = store.begin();
      await sessions.endAll(rest, id, null);
      await store.commit(rest);
    },

    /** Lets people in again; what ended stays ended. @throws {Problem} `account_unknown`, `signed_out` */
    async enable(by: SignedIn, id: string): Promise<void> {
      await change(by, id, (_, { disabledAt, ...next }) =>
        Promise.resolve(
          disabledAt === undefined ? null : { next, doing: { what: "account-enabled", to: id } },
        ));
    },
  };
}
