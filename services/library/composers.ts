/**
 * A library by its composers.
 *
 * @module
 */
import { bySurname, type Card } from "../../store/cards.ts";
import { likeness } from "../../store/fold.ts";
import { Problem } from "../problem.ts";
import { knownComposer } from "../reading/composers.ts";
import type { Indexes } from "./indexes.ts";

/** A composer of a library. */
export interface ComposerCount {
  readonly name: string;
  readonly count: number;
  /** The letter they stand under: of the surname, "–" where it begins with none. */
  readonly letter: string;
}

/** A composer with their scores. */
export interface ComposerScores {
  /** As the library writes it. */
  readonly name: string;
  /** From the reading's list, where they are in it; years are 0 where not known. */
  readonly known: { readonly name: string; readonly born: number; readonly died: number } | null;
  readonly cards: readonly Card[];
}

/** "Op. 9" comes before "Op. 10". */
const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function letterOf(name: string): string {
  const [first = ""] = bySurname(name);
  return /\p{L}/u.test(first) ? first.toUpperCase() : "–";
}

/** Gives composers of libraries. */
export function createComposers(indexes: Indexes) {
  return {
    /** All composers by surname. */
    async list(userId: string): Promise<ComposerCount[]> {
      const found = new Map<string, { name: string; count: number }>();
      for (const { card: { composer } } of (await indexes.of(userId)).all()) {
        if (composer === "") continue;
        const key = likeness(composer);
        const seen = found.get(key);
        if (seen === undefined) found.set(key, { name: composer, count: 1 });
        else seen.count++;
      }
      return [...found.values()]
        .map((one) => ({ ...one, letter: letterOf(one.name), order: bySurname(one.name) }))
        .sort((a, b) => natural.compare(a.order, b.order))
        .map(({ order: _, ...one }) => one);
    },

    /**
     * A composer's scores by title and opus.
     *
     * @throws {Problem} `composer_unknown`
     */
    async scores(userId: string, name: string): Promise<ComposerScores> {
      const key = likeness(name);
      const cards = (await indexes.of(userId)).all().map(({ card }) => card)
        .filter(({ composer }) => composer !== "" && likeness(composer) === key)
        .sort((a, b) => natural.compare(a.title, b.title) || natural.compare(a.opus, b.opus));
      if (cards.length === 0) throw new Problem("composer_unknown");
      const { composer } = cards[0];
      const known = knownComposer(composer);
      return {
        name: composer,
        known: known && { name: known.name, born: known.born, died: known.died },
        cards,
      };
    },
  };
}
