import { IconGrip, IconMore } from "../../icons/icons.tsx";
import type { CollectionView } from "../../services/collections/collections.ts";
import { Thumbnail } from "../library/Thumbnail.tsx";

/** The scores of a list in their order; each can be moved, and taken out. */
export function OrderList({ list, open }: {
  list: CollectionView;
  /** The item whose buttons stand open: the one that was moved. */
  open: number;
}) {
  return (
    <form id="order" method="post" action={`/collections/${list.id}`}>
      <ol id="order-list" class="order border-t border-rule mt-4">
        {list.places.map((place) => (
          <Row
            key={place.n}
            place={place}
            isOpen={place.n === open}
          />
        ))}
      </ol>
    </form>
  );
}

function Row({ place: { n, card, href }, isOpen }: {
  place: CollectionView["places"][number];
  isOpen: boolean;
}) {
  return (
    <li id={`item-${n}`} data-n={n} data-title={card.title} class="relative border-b border-rule">
      <div class="flex items-center gap-2 sm:gap-4 pr-11">
        <span class="place w-6 shrink-0 text-right text-sm text-quiet tabular-nums" />
        <a
          href={href}
          class="group flex-1 min-w-0 flex items-center gap-3 sm:gap-4 py-2 no-underline text-ink"
        >
          <Thumbnail id={card.id} pages={card.pages} sizes="40px" class="w-10 shrink-0" />
          <span class="min-w-0 flex-1 md:grid md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] md:gap-x-6 md:items-baseline">
            <span class="block font-serif text-lg leading-snug group-hover:text-accent wrap-anywhere line-clamp-2">
              {card.title}
            </span>
            <span class="block text-quiet leading-snug wrap-anywhere line-clamp-2">
              <span class="composer">{card.composer}</span>
              {card.opus !== "" && <span class="text-sm tabular-nums ml-2">{card.opus}</span>}
            </span>
          </span>
        </a>
        <button
          type="button"
          data-handle
          aria-label={`Move ${card.title}`}
          aria-describedby="order-keys"
          title="Drag, or move with the arrow keys"
          class="handle no-print shrink-0 items-center justify-center size-11 text-quiet hover:text-accent cursor-grab touch-none select-none"
        >
          <IconGrip class="size-5" />
        </button>
      </div>
      <details id={`more-${n}`} open={isOpen} class="no-print">
        <summary
          aria-label={`Move or take out ${card.title}`}
          class="list-none absolute right-0 top-3 inline-flex items-center justify-center size-11 cursor-pointer text-quiet hover:text-accent"
        >
          <IconMore class="size-5" />
        </summary>
        <div class="flex flex-wrap gap-2 pl-8 sm:pl-10 pt-1 pb-3">
          <Act name="up" n={n}>Up</Act>
          <Act name="down" n={n}>Down</Act>
          <Act name="top" n={n}>To the top</Act>
          <Act name="end" n={n}>To the end</Act>
          <Act name="take" n={n}>Take out</Act>
        </div>
      </details>
    </li>
  );
}

function Act({ name, n, children }: { name: string; n: number; children: string }) {
  return <button type="submit" name={name} value={String(n)} class="act">{children}</button>;
}
