import type { Store } from "../../store/store.ts";

const RECENT = 200;
const MOST = 50;

/**
 * The composers of a person's library, the most frequent of the latest scores first: a name
 * on the next score is likely one of theirs. Doubtful readings do not count, lest a wrong
 * one confirm itself.
 */
export async function ownComposers(store: Store, userId: string): Promise<string[]> {
  const { cards } = await store.cards.list(userId, { order: "added", limit: RECENT });
  const counts = new Map<string, number>();
  for (const { composer, doubt } of cards) {
    if (composer === "" || composer === "Traditional" || doubt !== null) continue;
    counts.set(composer, (counts.get(composer) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST).map(([name]) => name);
}
