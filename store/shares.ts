/**
 * Links by which a person shows a score or a list to people who have no account.
 *
 * `shares/USER/ID` the link; `shared/HASH` whose it is, by the SHA-256 of its token, kept on for a
 * while when it is over, so that it is told from one that never was; `share_opens/USER/ID` how often
 * it was opened, `share_opened/USER/ID` when last (milliseconds since 1970).
 *
 * @module
 */
import { commit } from "./database.ts";

/** A link. Times are milliseconds since 1970. */
export interface Share {
  readonly id: string;
  /** Of its token. */
  readonly hash: string;
  readonly kind: "score" | "collection";
  /** The id of the score or the list. */
  readonly target: string;
  /** Whom it is for, in the person's words. */
  readonly whom: string;
  /** Whether the original may be downloaded. */
  readonly download: boolean;
  readonly createdAt: number;
  /** Null: until it is ended. */
  readonly expiresAt: number | null;
}

/** Whose a token is. */
export interface Pointer {
  readonly userId: string;
  readonly id: string;
}

/** A link with how often it was opened. */
export interface CountedShare extends Share {
  readonly opens: number;
  readonly openedAt: number | null;
}

/** How long a link that is over is told from one that never was. */
const OVER_KEPT_MS = 90 * 24 * 60 * 60 * 1000;

const shareKey = (userId: string, id: string) => ["shares", userId, id];
const pointerKey = (hash: string) => ["shared", hash];
const opensKey = (userId: string, id: string) => ["share_opens", userId, id];
const openedKey = (userId: string, id: string) => ["share_opened", userId, id];

/** The database deletes late. */
const runs = ({ expiresAt }: Share, now: number) => expiresAt === null || now < expiresAt;

/** Rows of links. */
export function shares(kv: Deno.Kv) {
  async function all(userId: string): Promise<Share[]> {
    const rows = kv.list<Share>({ prefix: ["shares", userId] }, { batchSize: 100 });
    return await Array.fromAsync(rows, ({ value }) => value);
  }

  /** Ends a link; nothing happens to one that is over. */
  async function end(userId: string, id: string): Promise<void> {
    const entry = await kv.get<Share>(shareKey(userId, id));
    if (entry.value === null) return;
    const { hash } = entry.value;
    await commit(
      kv.atomic()
        .set(pointerKey(hash), { userId, id }, { expireIn: OVER_KEPT_MS })
        .delete(entry.key)
        .delete(opensKey(userId, id))
        .delete(openedKey(userId, id)),
    );
  }

  return {
    async add(userId: string, share: Share): Promise<void> {
      const { id, hash, createdAt, expiresAt } = share;
      const kept = (longer: number) =>
        expiresAt === null ? {} : { expireIn: expiresAt - createdAt + longer };
      await commit(
        kv.atomic()
          .set(shareKey(userId, id), share, kept(0))
          .set(pointerKey(hash), { userId, id }, kept(OVER_KEPT_MS)),
      );
    },

    /** The running link of that hash; `over` where there was one; null where there never was. The same work for all. */
    async byHash(
      hash: string,
      now: number,
    ): Promise<{ readonly userId: string; readonly share: Share } | "over" | null> {
      const pointer = (await kv.get<Pointer>(pointerKey(hash))).value;
      const { userId, id } = pointer ?? { userId: "nobody", id: hash };
      const share = (await kv.get<Share>(shareKey(userId, id))).value;
      if (pointer === null) return null;
      return share !== null && runs(share, now) ? { userId, share } : "over";
    },

    /** A person's running links, each with how often it was opened. */
    async list(userId: string, now: number): Promise<CountedShare[]> {
      const running = (await all(userId)).filter((share) => runs(share, now));
      return await Promise.all(running.map(async (share) => {
        const [opens, openedAt] = await kv.getMany<[Deno.KvU64, number]>(
          [opensKey(userId, share.id), openedKey(userId, share.id)],
        );
        return { ...share, opens: Number(opens.value?.value ?? 0n), openedAt: openedAt.value };
      }));
    },

    /** Counts one opening, unless the link has been ended meanwhile. */
    async count(userId: string, id: string, now: number): Promise<void> {
      const entry = await kv.get<Share>(shareKey(userId, id));
      if (entry.value === null) return;
      await commit(
        kv.atomic().check(entry)
          .sum(opensKey(userId, id), 1n)
          .set(openedKey(userId, id), now),
      );
    },

    end,

    /** Ends all links to a score or a list. */
    async endOf(userId: string, target: string): Promise<void> {
      for (const share of await all(userId)) {
        if (share.target === target) await end(userId, share.id);
      }
    },
  };
}
