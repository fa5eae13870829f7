import type { LibraryView } from "../../services/library/view.ts";
import { IconCross, IconGrid, IconList } from "../../icons/icons.tsx";
import { choice, scores } from "./lettering.ts";

const LAYOUT_ICONS = { Grid: IconGrid, List: IconList };

/** How many there are, how they are sorted and laid out, and what they are narrowed to. */
export function Toolbar({ view, choosing }: { view: LibraryView; choosing: boolean }) {
  return (
    <>
      <div class="no-print flex flex-wrap items-center gap-x-6 mt-3 border-t border-rule pt-2">
        <nav
          aria-label="Sort by"
          class="flex sm:flex-wrap items-center strip-row max-sm:w-[calc(100%+2rem)]"
        >
          <span class="text-sm text-quiet px-2 whitespace-nowrap" aria-hidden="true">Sort by</span>
          {view.sorts.map(({ name, href, here }) => (
            <a key={name} href={href} aria-current={here ? "true" : "false"} class={choice(here)}>
              {name}
            </a>
          ))}
        </nav>
        <div class="flex items-center max-sm:w-full lg:ml-auto max-lg:-ml-2 -mr-2.5">
          <a
            id="filters-link"
            href={view.panel.href}
            aria-current={view.panel.here ? "true" : "false"}
            class={choice(view.panel.here)}
          >
            {view.panel.here ? "Close filters" : "Filters"}
          </a>
          <label
            class={choice(false) +
              " cursor-pointer has-checked:text-ink has-checked:underline has-focus-visible:outline-2 has-focus-visible:outline-accent"}
          >
            <input id="choosing" type="checkbox" checked={choosing} class="sr-only" />
            Choose several
          </label>
          <a href="/scores/keys" id="keys-link" class={choice(false) + " max-sm:hidden"}>Keys</a>
          <nav aria-label="Layout" class="flex max-sm:ml-auto">
            {view.layouts.map(({ name, href, here }) => {
              const Icon = LAYOUT_ICONS[name as keyof typeof LAYOUT_ICONS];
              return (
                <a
                  key={name}
                  href={href}
                  aria-current={here ? "true" : "false"}
                  aria-label={name}
                  title={name}
                  class={"inline-flex items-center justify-center size-11 hover:text-accent " +
                    (here ? "text-ink" : "text-edge")}
                >
                  <Icon class="size-5" />
                </a>
              );
            })}
          </nav>
        </div>
      </div>
      <div class="flex flex-wrap items-center gap-x-5 gap-y-2 mt-2">
        <p id="found" class="text-quiet tabular-nums" tabIndex={-1}>{found(view)}</p>
        {view.chips.length > 0 && (
          <ul aria-label="Narrowed to" class="flex flex-wrap gap-2 min-w-0">
            {view.chips.map(({ name, href }) => (
              <li key={name} class="min-w-0">
                <a
                  href={href}
                  class="inline-flex items-center gap-1.5 min-h-11 max-w-full pl-4 pr-3 rounded-full border border-edge no-underline text-ink hover:border-accent hover:text-accent"
                >
                  <span class="truncate">{name}</span>
                  <IconCross class="size-4 shrink-0" />
                  <span class="sr-only">: take away</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
      {view.cards.length < view.total && (
        <p class="hidden print:block text-quiet">
          {`${view.cards.length} of them are here. “Catalogue”, on the library’s page, prints all.`}
        </p>
      )}
    </>
  );
}

/** What was found, in words. */
function found({ total, narrow, nearly, query }: LibraryView): string {
  if (!narrow) return scores(total);
  if (total === 0) return "No score found";
  if (nearly) {
    return `Nothing has “${query.words}” in it; ${scores(total)} come${
      total === 1 ? "s" : ""
    } near`;
  }
  return `${scores(total)} found`;
}
