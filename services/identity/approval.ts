/**
 * Letting a browser in from a device where the person is signed in, for when mail is not
 * delivered. After RFC 8628, with two differences: only the person whose address was typed can
 * approve, and the browser that asked is bound by its own secret, so the code alone opens nothing.
 *
 * @module
 */
import type { AttemptEntry } from "../../store/attempts.ts";
import type { Store } from "../../store/store.ts";
import type { User } from "../../store/users.ts";
import type { Sessions, SignedIn } from "./session.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import type { Allowance, Limit } from "../allowance.ts";
import { readApprovalCode } from "./approval_code.ts";
import { type Asked, type Asker, type Attempts, type Entered, standing } from "./attempt.ts";

/** RFC 8628 section 5.1: a code that can be typed can be guessed, so tries are counted. */
const TRIES: Limit = { times: 10, per: "hour" };

/** What is about to be let in. */
export interface Approvable {
  readonly device: string;
  readonly email: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** Approves attempts, and lets in what was approved. */
export function createApprovals({ store, sessions, attempts, allowance, world }: {
  readonly store: Store;
  readonly sessions: Pick<Sessions, "hold">;
  readonly attempts: Attempts;
  readonly allowance: Allowance;
  readonly world: World;
}) {
  /** A code of somebody else's is as unknown as a made-up one. @throws {Problem} `approval_unknown` */
  async function open(user: User, typed: string): Promise<AttemptEntry> {
    const code = readApprovalCode(typed);
    const entry = code === null ? null : await store.attempts.byApprovalCode(code);
    const owner = entry === null ? null : await store.users.byEmail(entry.value.email);
    if (
      entry === null || owner?.id !== user.id || standing(entry.value, world.now()) !== "open"
    ) throw new Problem("approval_unknown");
    return entry;
  }

  async function count(step: "look" | "decide", user: User): Promise<void> {
    const retryAt = await allowance.take(`approval-${step}`, user.id, TRIES);
    if (retryAt !== null) throw new Problem("approvals_too_many", retryAt, world.now());
  }

  return {
    /** Begins an attempt that has no mail, only its approval code. */
    async ask(asker: Asker): Promise<Asked> {
      while (true) {
        const operation = store.begin();
        const asked = await attempts.begin(operation, asker, null);
        if (await store.commit(operation)) return asked;
      }
    },

    /**
     * What the code would let in.
     *
     * @throws {Problem} `approval_unknown`, `approvals_too_many`
     */
    async look(user: User, typed: string): Promise<Approvable> {
      await count("look", user);
      const { device, email, askedAt } = (await open(user, typed)).value;
      return { device, email, askedAt };
    },

    /**
     * Lets it in, or ends it: then its link and its code work no longer either.
     *
     * @throws {Problem} `approval_unknown`, `approvals_too_many`, `signed_out`
     */
    async decide(
      { user, session: { id, provenAt } }: SignedIn,
      typed: string,
      approved: boolean,
    ): Promise<void> {
      await count("decide", user);
      while (true) {
        const entry = await open(user, typed);
        const operation = store.begin();
        if (!await sessions.hold(operation, { userId: user.id, id })) {
          throw new Problem("signed_out");
        }
        const now = world.now();
        store.attempts.change(
          operation,
          entry,
          approved ? { approvedAt: now, approvedBy: id, provenAt } : { deniedAt: now },
        );
        if (await store.commit(operation)) return;
      }
    },

    /** Signs in the browser that asked, where it was approved; null where it was not, or not yet. */
    async redeem(secret: string | null): Promise<Entered | null> {
      while (true) {
        const entry = await attempts.find(secret);
        if (entry === null || standing(entry.value, world.now()) !== "approved") return null;
        const entered = await attempts.enter(entry, "device");
        if (entered !== null) return entered;
      }
    },
  };
}
