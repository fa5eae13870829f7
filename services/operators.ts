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
import type { SignedIn } from "./identity/session.ts";
import { newId, type World } from "./world.ts";

/** How long ago an operator may have signed in: a browser left open overnight is no desk. */
const AT_THE_DESK_MS = 60 * 60 * 1000;

/** What an operator does: the rest of the deed is written by the house. */
export type Doing = Pick<Deed, "what" | "to" | "more"> & { readonly subject?: string | null };

export type Operators = ReturnType<typeof createOperators>;

/** Knows operators, and notes what they do. */
export function createOperators({ config, store, world }: {
  readonly config: Pick<Config, "adminEmails">;
  readonly store: Pick<Store, "deeds">;
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

    /** Notes in `operation` what an operator does by it. */
    note(operation: Deno.AtomicOperation, by: SignedIn, doing: Doing): void {
      store.deeds.add(operation, deed(by, doing));
    },

    /** Notes what an operator does by other means than the database, before it is done. */
    async noteFirst(by: SignedIn, doing: Doing): Promise<void> {
      await store.deeds.note(deed(by, doing));
    },
  };
}
