import type { LibraryQuery } from "../services/scores/library.ts";
import type { Order } from "../store/scores.ts";
import { Button } from "./Button.tsx";

const ORDERS: { order: Order; name: string }[] = [
  { order: "added", name: "Newest" },
  { order: "title", name: "Title" },
  { order: "composer", name: "Composer" },
];

/** Searching and sorting, by a form and links: no script. */
export function LibraryBar({ query }: { query: LibraryQuery }) {
  return (
    <div class="no-print flex flex-wrap items-end gap-x-8 gap-y-3 mt-6">
      <form method="get" action="/scores" role="search" class="flex gap-2 flex-1 min-w-64 max-w-lg">
        <label for="q" class="sr-only">Search title, composer, opus or instrument</label>
        <input
          id="q"
          type="search"
          name="q"
          value={query.words}
          placeholder="Title, composer, opus"
          class="flex-1 min-w-0 min-h-11 px-3 rounded-sm bg-raised border border-edge text-base placeholder:text-quiet"
        />
        {query.order !== "added" && <input type="hidden" name="sort" value={query.order} />}
        <Button>Search</Button>
      </form>
      <nav aria-label="Sort by" class="flex items-center">
        <span class="text-sm text-quiet mr-2" aria-hidden="true">Sort by</span>
        {ORDERS.map(({ order, name }) => (
          <a
            key={order}
            href={address(query.words, order)}
            aria-current={order === query.order ? "true" : undefined}
            class={"inline-flex items-center min-h-11 px-2.5 underline-offset-8 decoration-1 " +
              (order === query.order
                ? "underline text-ink"
                : "no-underline text-quiet hover:text-accent")}
          >
            {name}
          </a>
        ))}
      </nav>
    </div>
  );
}

function address(words: string, order: Order): string {
  const params = new URLSearchParams();
  if (words !== "") params.set("q", words);
  if (order !== "added") params.set("sort", order);
  return params.size > 0 ? `/scores?${params}` : "/scores";
}
