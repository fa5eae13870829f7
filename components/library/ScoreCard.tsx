import { IconHeart } from "../../icons/icons.tsx";
import type { Card } from "../../store/cards.ts";
import { Thumbnail } from "./Thumbnail.tsx";

const DOUBTS = { unnamed: "title not found", unsure: "please check" };

/** What is being done to a score, or to be looked at, or that it is a sample; else null. */
export function remark({ status, doubt, sample }: Card): string | null {
  if (status === "reading") return "being read";
  return doubt ? DOUBTS[doubt] : sample ? "sample" : null;
}

/** A score in the library: its first page, its title, its composer. */
export function ScoreCard({ card, chosen }: { card: Card; chosen?: boolean }) {
  const reading = card.status === "reading";
  const note = remark(card);
  return (
    <li
      class="score group relative min-w-0"
      data-card={card.id}
      data-live={reading ? card.id : undefined}
    >
      <a href={`/scores/${card.id}`} class="block no-underline text-ink">
        <Thumbnail
          id={card.id}
          pages={card.pages}
          sizes="(min-width: 80rem) 200px, (min-width: 40rem) 25vw, 45vw"
        />
        <span class="block font-serif text-lg leading-snug mt-3 pr-8 text-pretty group-hover:text-accent line-clamp-3 wrap-anywhere">
          {card.title}
        </span>
        <span class="block composer text-quiet leading-snug line-clamp-2 wrap-anywhere">
          {card.composer}
        </span>
        <span class="block text-sm text-quiet tabular-nums truncate">{card.opus}</span>
        {(card.practice !== null || card.tags.length > 0) && (
          <span class="block text-sm text-quiet truncate">
            {[card.practice, ...card.tags].filter((word) => word !== null).join(" · ")}
          </span>
        )}
        {note !== null && (
          <span class="block text-sm text-quiet" data-reading={reading || undefined}>{note}</span>
        )}
      </a>
      <Pick card={card} chosen={chosen} class="absolute top-2 left-2" />
      <span class="no-print absolute inset-x-0 top-0 pt-[141.4%] flex justify-end pointer-events-none">
        <Favourite card={card} class="pointer-events-auto" />
      </span>
    </li>
  );
}

/** The box that chooses a score; it belongs to the form that does something to all chosen ones. */
export function Pick({ card, chosen, class: place = "" }: {
  card: Card;
  chosen?: boolean;
  class?: string;
}) {
  return (
    <label
      class={`pick no-print inline-flex items-center justify-center size-11 -m-2 cursor-pointer ${place}`}
    >
      <input
        type="checkbox"
        name="id"
        value={card.id}
        form="choose"
        checked={chosen}
        aria-label={`Choose ${card.title}`}
        class="size-5 accent-accent"
      />
    </label>
  );
}

/** One press makes it a favourite, another takes that back. */
export function Favourite({ card, class: place = "" }: { card: Card; class?: string }) {
  return (
    <button
      type="submit"
      form="one"
      formaction={`/scores/${card.id}/marks`}
      name="favourite"
      value={card.favourite ? "no" : "yes"}
      aria-pressed={card.favourite ? "true" : "false"}
      aria-label={`Favourite: ${card.title}`}
      title="Favourite"
      class={"heart no-print inline-flex items-center justify-center size-11 -mr-2.5 cursor-pointer hover:text-accent " +
        `${card.favourite ? "text-accent" : "text-quiet"} ${place}`}
    >
      <IconHeart class={`size-5 ${card.favourite ? "fill-current" : ""}`} />
    </button>
  );
}
