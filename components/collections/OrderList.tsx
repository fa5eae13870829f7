import type { CollectionView } from "../../services/collections/collections.ts";
import { Thumbnail } from "../library/Thumbnail.tsx";
import { Handle } from "../order/Handle.tsx";
import { MoveMenu } from "../order/MoveMenu.tsx";

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
        <Handle name={card.title} class="shrink-0" />
      </div>
      <MoveMenu n={n} name={card.title} isOpen={isOpen} class="pl-8 sm:pl-10 pt-1 pb-3" />
    </li>
  );
}
