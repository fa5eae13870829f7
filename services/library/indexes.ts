/**
 * The libraries that are kept in memory to be searched: built when first asked for, brought up
 * to date by what has changed since, whichever instance changed it.
 *
 * @module
 */
import { card } from "../../store/cards.ts";
import { CHANGES_KEPT_MS } from "../../store/library_changes.ts";
import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";
import { createSearchIndex, type SearchIndex } from "./search_index.ts";

/** Scores in memory in all; a thousand of them take about two megabytes. */
const MOST_SCORES = 60_000;
/** Past half of the time that changes are kept, an index that was not looked at is built anew. */
const GOOD_FOR_MS = CHANGES_KEPT_MS / 2;

interface Kept {
  readonly index: SearchIndex;
  /** As of when it is. */
  seen: string | null;
  lookedAt: number;
}

/** Gives the indexes of libraries. */
export type Indexes = ReturnType<typeof createIndexes>;

/** @param mostScores how many scores are kept in memory, of all people together */
export function createIndexes(store: Store, world: World, mostScores = MOST_SCORES) {
  /** By person, who was here last at the end. */
  const kept = new Map<string, Kept>();
  /** What is being built or brought up to date: everybody who asks waits for the same. */
  const underWay = new Map<string, Promise<SearchIndex>>();

  async function build(userId: string): Promise<Kept> {
    // First: what changes while the cards are read is read once more.
    const seen = await store.libraryChanges.last(userId);
    const index = createSearchIndex();
    await index.fill(store.cards.all(userId));
    return { index, seen, lookedAt: world.now() };
  }

  async function refresh(userId: string, { index, seen }: Kept): Promise<string | null> {
    const last = await store.libraryChanges.last(userId);
    if (last === seen) return last;
    const ids = await store.libraryChanges.since(userId, seen);
    const scores = new Map((await store.scores.several(userId, ids)).map((one) => [one.id, one]));
    for (const id of ids) {
      const score = scores.get(id);
      if (score === undefined) index.delete(id);
      else index.set(card(score));
    }
    return last;
  }

  async function current(userId: string): Promise<SearchIndex> {
    let mine = kept.get(userId);
    if (mine === undefined || world.now() - mine.lookedAt > GOOD_FOR_MS) {
      kept.delete(userId);
      mine = await build(userId);
    } else {
      mine.seen = await refresh(userId, mine);
      mine.lookedAt = world.now();
    }
    kept.delete(userId);
    kept.set(userId, mine);
    letGo();
    return mine.index;
  }

  /** Of those that are too many, who was here longest ago goes first. */
  function letGo(): void {
    let scores = [...kept.values()].reduce((sum, { index }) => sum + index.size, 0);
    for (const [userId, { index }] of kept) {
      if (scores <= mostScores || kept.size === 1) return;
      kept.delete(userId);
      scores -= index.size;
    }
  }

  return {
    /** A person's scores as they are now. */
    of(userId: string): Promise<SearchIndex> {
      const waiting = underWay.get(userId);
      if (waiting !== undefined) return waiting.then(() => this.of(userId));
      const asked = current(userId).finally(() => underWay.delete(userId));
      underWay.set(userId, asked);
      return asked;
    },

    /** How many libraries are in memory. */
    get size() {
      return kept.size;
    },
  };
}
