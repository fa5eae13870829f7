import type { Card } from "../../store/cards.ts";
import { Favourite, Pick, remark } from "./ScoreCard.tsx";
import { Thumbnail } from "./Thumbnail.tsx";

/** A score in a list: a line of it. */
export function ScoreRow({ card, chosen }: { card: Card; chosen?: boolean }) {
  const reading = card.status === "reading";
  const note = remark(card);
  const facts = [
    card.opus,
    card.key,
    card.instruments.slice(0, 3).join(", "),
    card.pages === 1 ? "1 page" : `${card.pages} pages`,
  ];
  const marks = [card.difficulty, card.practice, ...card.tags];
  return (
    <li
      class="score group relative flex items-center gap-3 border-b border-rule"
      data-card={card.id}
      data-live={reading ? card.id : undefined}
    >
      <a
        href={`/scores/${card.id}`}
        class="flex-1 min-w-0 flex items-center gap-4 py-2 no-underline text-ink"
      >
        <Thumbnail id={card.id} pages={card.pages} sizes="40px" class="w-10 shrink-0" />
        <span class="min-w-0 flex-1 md:grid md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,4fr)] md:gap-x-6 md:items-baseline">
          <span class="block font-serif text-lg leading-snug group-hover:text-accent wrap-anywhere line-clamp-2">
            {card.title}
          </span>
          <span class="block composer text-quiet leading-snug wrap-anywhere line-clamp-2">
            {card.composer}
          </span>
          <span class="block text-sm text-quiet min-w-0">
            <span class="block truncate tabular-nums">
              {facts.filter((fact) => fact !== "").join(" · ")}
            </span>
            <span class="block truncate" data-reading={reading || undefined}>
              {[note, ...marks].filter((mark) => mark !== null).join(" · ")}
            </span>
          </span>
        </span>
      </a>
      <Pick card={card} chosen={chosen} class="absolute left-1.5 top-1/2 -translate-y-1/2" />
      <Favourite card={card} />
    </li>
  );
}
