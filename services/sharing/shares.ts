/**
 * Showing a score or a list to people who have no account, by a link.
 *
 * @module
 */
import { type Card, card } from "../../store/cards.ts";
import type { Score } from "../../store/scores.ts";
import type { CountedShare, Share } from "../../store/shares.ts";
import type { Store } from "../../store/store.ts";
import type { Allowance, Limit } from "../allowance.ts";
import { hashToken, newToken } from "../identity/token.ts";
import { limits, Problem } from "../problem.ts";
import { isId, newId, type World } from "../world.ts";
import { type Term, TERMS } from "./terms.ts";

/** What a stranger may ask for, by client: a class behind one address can look at a score. */
const LIMITS = {
  open: { times: 100, per: "minute" },
  draw: { times: 100, per: "minute" },
  download: { times: 60, per: "hour" },
} as const satisfies Record<string, Limit>;

/** What is shared. */
export interface Target {
  readonly kind: Share["kind"];
  readonly id: string;
  /** What it is called. */
  readonly name: string;
}

/** What a person wants of a link. */
export interface ShareWish {
  readonly whom: string;
  readonly term: Term;
  readonly download: boolean;
}

/** A link as its person sees it. */
export interface ShareView extends Omit<CountedShare, "hash"> {
  /** What is shared; null where it is not there just now, and the link shows nothing. */
  readonly name: string | null;
}

/** What is told of a score to whoever has a link: nothing that leads to it otherwise. */
export interface SharedScore {
  /** Its number in what is shared, as the addresses under the link have it. */
  readonly n: number;
  readonly title: string;
  readonly composer: string;
  readonly opus: string;
  readonly shapes: readonly number[];
}

/** What a link shows. */
export interface Shared {
  /** The list's name; null where it is one score. */
  readonly name: string | null;
  readonly download: boolean;
  readonly scores: readonly SharedScore[];
}

/** A score of a link, for answers with its pages or its file. */
export interface OpenedScore {
  readonly score: Score;
  readonly download: boolean;
}

const told = (score: Score, n: number): SharedScore => {
  const { title, composer, opus }: Card = card(score);
  return { n, title, composer, opus, shapes: score.shapes };
};

/** Everybody's links. */
export type Shares = ReturnType<typeof createShares>;

/** Makes links, and opens them. */
export function createShares({ store, allowance, world }: {
  readonly store: Store;
  readonly allowance: Allowance;
  readonly world: World;
}) {
  /** @throws {Problem} `share_unknown`, `share_over` */
  async function running(token: string): Promise<{ userId: string; share: Share }> {
    const found = await store.shares.byHash(await hashToken(token), world.now());
    if (found === null) throw new Problem("share_unknown");
    if (found === "over") throw new Problem("share_over");
    // Whoever is about to leave, or is shut out, shows nothing for as long.
    const owner = await store.users.get(found.userId);
    if (owner === null || owner.leaving || owner.disabledAt !== undefined) {
      throw new Problem("share_over");
    }
    return found;
  }

  /** The score that a link shows by that number, or null. */
  async function scoreOf(userId: string, { kind, target }: Share, n: number) {
    if (kind === "score") return n === 1 ? (await store.scores.get(userId, target))?.value : null;
    const list = await store.collections.get(userId, target);
    const item = list?.items.find((item) => item.n === n);
    return item && (await store.scores.get(userId, item.id))?.value;
  }

  async function nameOf(userId: string, { kind, target }: Share): Promise<string | null> {
    if (kind === "collection") return (await store.collections.get(userId, target))?.name ?? null;
    const entry = await store.scores.get(userId, target);
    return entry && card(entry.value).title;
  }

  return {
    /**
     * Makes a link.
     *
     * @returns its token, which is kept nowhere
     * @throws {Problem} `share_whom`, `share_whom_long`, `shares_too_many`
     */
    async create(userId: string, target: Omit<Target, "name">, wish: ShareWish): Promise<string> {
      const whom = wish.whom.normalize("NFC").replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
      if (whom === "") throw new Problem("share_whom");
      if ([...whom].length > limits.shareNameCharacters) throw new Problem("share_whom_long");
      const now = world.now();
      if ((await store.shares.list(userId, now)).length >= limits.shares) {
        throw new Problem("shares_too_many");
      }
      const token = newToken(world);
      const term = TERMS[wish.term];
      await store.shares.add(userId, {
        id: newId(world),
        hash: await hashToken(token),
        kind: target.kind,
        target: target.id,
        whom,
        download: wish.download,
        createdAt: now,
        expiresAt: term === null ? null : now + term,
      });
      return token;
    },

    /** A person's links that run, the newest first; of one score or list where that is given. */
    async list(userId: string, target?: string): Promise<ShareView[]> {
      const rows = await store.shares.list(userId, world.now());
      const some = rows.filter((share) => target === undefined || share.target === target);
      const views = some.map(async ({ hash: _, ...share }) => ({
        ...share,
        name: await nameOf(userId, { ...share, hash: "" }),
      }));
      return (await Promise.all(views)).sort((a, b) => b.createdAt - a.createdAt);
    },

    /** Ends a link at once. */
    async end(userId: string, id: string): Promise<void> {
      if (isId(id)) await store.shares.end(userId, id);
    },

    /** Ends all links of a person at once. */
    async endAll(userId: string): Promise<void> {
      for (const { id } of await store.shares.list(userId, world.now())) {
        await store.shares.end(userId, id);
      }
    },

    /**
     * What a link shows.
     *
     * @param counts it is opened, not looked further into
     * @throws {Problem} `share_unknown`; `share_over` where it was ended or ran out, or what it shows is not there
     */
    async open(token: string, counts = true): Promise<Shared> {
      const { userId, share } = await running(token);
      const { kind, target, download } = share;
      if (kind === "score") {
        const score = await scoreOf(userId, share, 1);
        if (!score) throw new Problem("share_over");
        if (counts) await store.shares.count(userId, share.id, world.now());
        return { name: null, download, scores: [told(score, 1)] };
      }
      const list = await store.collections.get(userId, target);
      if (list === null) throw new Problem("share_over");
      const ids = [...new Set(list.items.map(({ id }) => id))];
      const found = new Map((await store.scores.several(userId, ids)).map((one) => [one.id, one]));
      const scores = list.items.flatMap(({ n, id }) => {
        const score = found.get(id);
        return score === undefined ? [] : [told(score, n)];
      });
      if (counts) await store.shares.count(userId, share.id, world.now());
      return { name: list.name, download, scores };
    },

    /**
     * One score of a link by its number there.
     *
     * @throws {Problem} `share_unknown`, `share_over`
     */
    async score(token: string, n: number): Promise<OpenedScore> {
      const { userId, share } = await running(token);
      const score = await scoreOf(userId, share, n);
      if (!score) {
        throw new Problem(share.kind === "score" && n === 1 ? "share_over" : "share_unknown");
      }
      return { score, download: share.download };
    },

    /**
     * Counts what a client asks for by links.
     *
     * @param client as `clientKey` gives it
     * @throws {Problem} `share_too_often`
     */
    async limit(what: keyof typeof LIMITS, client: string): Promise<void> {
      const retryAt = await allowance.take(`shared-${what}`, client, LIMITS[what]);
      if (retryAt !== null) throw new Problem("share_too_often", retryAt, world.now());
    },
  };
}
