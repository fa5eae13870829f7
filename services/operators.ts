/**
 * Who runs this house: they are named by `ADMIN_EMAILS`, and what they do is noted.
 *
 * @module
 */
import { foldAddress } from "../store/address.ts";
import type { Deed } from "../store/deeds.ts";
import type { Store } from "../store/store.ts";
import { ownsAddress, type User } from "../store/users.ts";
import type { Config } from "./config.ts";
import type { Sessions, SignedIn } from "./identity/session.ts";
import { Problem } from "./problem.ts";
import { newId, type World } from "./world.ts";

/** How long ago an operator may have signed in: a browser left open overnight is no desk. */
const AT_THE_DESK_MS = 60 * 60 * 1000;

/** What an operator does: the rest of the deed is written by the house. */
export type Doing = Pick<Deed, "what" | "to" | "more"> & { readonly subject?: string | null };

export type Operators = ReturnType<typeof createOperators>;

/** Knows operators, and notes what they do. */
export function createOperators({ config, store, sessions, world }: {
  readonly config: Pick<Config, "adminEmails">;
  readonly store: Pick<Store, "begin" | "commit" | "deeds">;
  readonly sessions: Pick<Sessions, "hold">;
  readonly world: World;
}) {
  const addresses = new Set(config.adminEmails.map(foldAddress));

  const deed = ({ user }: SignedIn, { subject = null, ...rest }: Doing): Deed => ({
    id: newId(world),
    at: world.now(),
    by: user.id,
    subject,
    ...rest,
  });

  /**
   * What is done in `operation` is done while the operator is signed in, or not at all: it may have
   * been ended since the request came, whose body can take its time (ASVS 5.0 7.4.1).
   *
   * @throws {Problem} `signed_out`
   */
  async function hold(operation: Deno.AtomicOperation, { session }: SignedIn): Promise<void> {
    if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
  }

  return {
    /**
     * Whether a person is one: the address must have been shown to be theirs, by a mailed link or by
     * a Google that keeps the mailbox itself.
     */
    isOne(user: User): boolean {
      const proven = ownsAddress(user) || user.google?.authoritative === true;
      return proven && addresses.has(foldAddress(user.email));
    },

    /** Whether they have signed in within the last hour (ASVS 5.0 7.5.3). */
    isAtTheDesk: ({ session }: SignedIn): boolean =>
      world.now() <= session.provenAt + AT_THE_DESK_MS,

    hold,

    /** Notes in `operation` what an operator who is signed in does by it. @throws {Problem} `signed_out` */
    async note(operation: Deno.AtomicOperation, by: SignedIn, doing: Doing): Promise<void> {
      await hold(operation, by);
      store.deeds.add(operation, deed(by, doing));
    },

    /**
     * Notes what an operator does by other means than the database, before it is done.
     *
     * @throws {Problem} `signed_out`
     */
    async noteFirst(by: SignedIn, doing: Doing): Promise<void> {
      const operation = store.begin();
      await this.note(operation, by, doing);
      if (await store.commit(operation) === null) throw new Problem("signed_out");
    },
  };
}
