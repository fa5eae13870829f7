import { IconChevronLeft, IconChevronRight } from "../../icons/icons.tsx";
import type { Neighbour, Playing } from "../../services/collections/collections.ts";

/**
 * Where in a list one plays, and the way to the scores before and after. A viewer that is turned
 * past its last page follows the link `rel="next"`, and before its first `data-last` of `rel="prev"`,
 * which is the last page there.
 */
export function PlayLine({ playing }: { playing: Playing }) {
  const { id, name, at, of, before, next } = playing;
  return (
    <nav
      aria-label={`Playing ${name}`}
      data-playing
      class="no-print flex flex-wrap items-center gap-x-4 border-y border-rule mb-6 lg:border-b-0 lg:mb-0"
    >
      <p class="min-w-0 mr-auto py-2 wrap-anywhere">
        <a href={`/collections/${id}`} class="text-accent underline">{name}</a>
        <span class="text-quiet tabular-nums">
          {`, ${at} of ${of}: `}
          {next === null ? "the last" : `next ${inWords(next)}`}
        </span>
      </p>
      <span class="flex">
        {before !== null && (
          <a
            rel="prev"
            href={before.href}
            data-last={before.last}
            title={`Before: ${inWords(before)}`}
            class={step}
          >
            <IconChevronLeft />Before
          </a>
        )}
        {next !== null && (
          <a rel="next" href={next.href} title={`Next: ${inWords(next)}`} class={step}>
            Next<IconChevronRight />
          </a>
        )}
      </span>
    </nav>
  );
}

const step = "inline-flex items-center min-h-11 px-2 no-underline text-ink hover:text-accent";

/** "Chopin, Nocturne". */
function inWords({ composer, title }: Neighbour): string {
  const surname = composer.split(" ").at(-1)!;
  return surname === "" ? title : `${surname}, ${title}`;
}
