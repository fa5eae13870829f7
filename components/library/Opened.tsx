import type { Card } from "../../store/cards.ts";
import { Thumbnail } from "./Thumbnail.tsx";

/** The scores that were opened last, in a strip. */
export function Opened({ cards }: { cards: readonly Card[] }) {
  return (
    <section aria-labelledby="opened" class="opened no-print mt-5">
      <h2 id="opened" class="text-sm text-quiet">Opened last</h2>
      <ul class="flex gap-5 mt-2 py-1 px-4 -mx-4 sm:px-8 sm:-mx-8 strip">
        {cards.map(({ id, title, composer, pages }) => (
          <li key={id} class="w-56 shrink-0">
            <a href={`/scores/${id}`} class="group flex items-center gap-3 no-underline text-ink">
              <Thumbnail id={id} pages={pages} sizes="44px" class="w-11 shrink-0" />
              <span class="min-w-0">
                <span class="block font-serif leading-snug line-clamp-2 wrap-anywhere group-hover:text-accent">
                  {title}
                </span>
                <span class="block composer text-sm text-quiet truncate">{composer}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
