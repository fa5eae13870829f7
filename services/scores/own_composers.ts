import type { Store } from "../../store/store.ts";
import { recognise } from "../reading/composers.ts";

const RECENT = 200;
const MOST = 50;

/**
 * The composers of a person's library, the most frequent of the latest scores first: a name
 * on the next score is likely one of theirs. Doubtful readings do not count, lest a wrong
 * one confirm itself. Whom the list knows is spelt as a person wrote them, else as the list
 * does: how one title page prints a name is no rule for the others.
 */
export async function ownComposers(store: Store, userId: string): Promise<string[]> {
  const { cards } = await store.cards.list(userId, { order: "added", limit: RECENT });
  const written = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { composer, composerBy, doubt } of cards) {
    if (composer === "" || composer === "Traditional" || doubt !== null) continue;
    const name = listedName(composer) ?? composer;
    if (composerBy === "person" && !written.has(name)) written.set(name, composer);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST)
    .map(([name]) => written.get(name) ?? name);
}

/** What the list calls a composer whom a name means, letter by letter. */
function listedName(name: string): string | null {
  const known = recognise(name);
  return known?.full && known.exact ? known.composer.name : null;
}
