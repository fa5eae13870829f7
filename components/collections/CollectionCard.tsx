import type { CollectionSummary } from "../../services/collections/collections.ts";
import { scores } from "../library/lettering.ts";
import { Thumbnail } from "../library/Thumbnail.tsx";
import { KIND_NAMES } from "./wording.ts";

/** A list among all of them: its first pages side by side, its name, how much is in it. */
export function CollectionCard({ list: { id, name, kind, count, covers } }: {
  list: CollectionSummary;
}) {
  return (
    <li class="group min-w-0">
      <a href={`/collections/${id}`} class="block no-underline text-ink">
        <span class="grid grid-cols-3 gap-2 items-end" aria-hidden="true">
          {covers.map((card) => (
            <Thumbnail key={card.id} id={card.id} pages={card.pages} sizes="110px" />
          ))}
          {count === 0 && (
            <span class="col-span-3 aspect-[3/1.414] border border-dashed border-edge flex items-center justify-center">
              <span class="staff block w-1/3" />
            </span>
          )}
        </span>
        <span class="block font-serif text-xl leading-snug mt-3 group-hover:text-accent line-clamp-2 wrap-anywhere">
          {name}
        </span>
        <span class="block text-sm text-quiet">
          {`${KIND_NAMES[kind]} · ${count === 0 ? "nothing in it yet" : scores(count)}`}
        </span>
      </a>
    </li>
  );
}
