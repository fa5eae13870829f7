import { type Card, type Order, sortKeys } from "../../store/cards.ts";
import { DIFFICULTIES } from "../../store/marks.ts";
import { periodOf } from "./period.ts";
import { terms } from "./terms.ts";

/** A score as it is kept in memory to be found. */
export interface Entry {
  readonly card: Card;
  readonly period: string | null;
  /** Title, composer and opus in the form that is searched, for words that stand side by side. */
  readonly phrase: string;
  readonly sort: Readonly<Record<Order | "difficulty", string | number>>;
}

/** The entry of a card. */
export function entryOf(card: Card): Entry {
  const { difficulty } = card;
  return {
    card,
    period: periodOf(card),
    phrase: ` ${[card.composer, card.title, card.opus].flatMap(terms).join(" ")} `,
    sort: {
      added: sortKeys.added(card),
      title: sortKeys.title(card),
      composer: sortKeys.composer(card),
      difficulty: difficulty === null ? DIFFICULTIES.length : DIFFICULTIES.indexOf(difficulty),
    },
  };
}
