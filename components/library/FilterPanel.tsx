import { IconChevronRight } from "../../icons/icons.tsx";
import type { Facet, FacetValue, LibraryView } from "../../services/library/view.ts";

/** So many values stand there at once; the others unfold. */
const AT_ONCE = 7;

/** What the library can be narrowed to, each with how many scores that leaves. */
export function FilterPanel({ view }: { view: LibraryView }) {
  return (
    <aside
      aria-label="Filters"
      class="no-print lg:w-56 shrink-0 mt-4 max-lg:pb-4 sm:max-lg:columns-2 gap-10"
    >
      {view.facets.length === 0 && <p class="text-quiet">Nothing to filter by yet.</p>}
      {view.facets.map((facet) => <Values key={facet.name} facet={facet} />)}
      <p class="text-sm text-quiet mt-3">
        <a href="/composers" class="text-accent underline inline-flex items-center min-h-11">
          All composers
        </a>
      </p>
    </aside>
  );
}

function Values({ facet: { name, label, values } }: { facet: Facet }) {
  const first = values.filter(({ here }, at) => here || at < AT_ONCE);
  const others = values.filter((value) => !first.includes(value));
  return (
    <details
      id={`facet-${name}`}
      open={values.some(({ here }) => here) || name === "composer" || name === "practice"}
      class="group/facet border-b border-rule break-inside-avoid"
    >
      <summary class="list-none flex items-center justify-between min-h-11 cursor-pointer font-medium hover:text-accent">
        {label}
        <IconChevronRight class="size-4 text-quiet group-open/facet:rotate-90" />
      </summary>
      <ul class="pb-2">{first.map((value) => <Value key={value.name} value={value} />)}</ul>
      {others.length > 0 && (
        <details id={`facet-${name}-more`} class="group/rest pb-2">
          <summary class="list-none flex items-center gap-1 min-h-11 cursor-pointer text-sm text-quiet hover:text-accent">
            <IconChevronRight class="size-4 group-open/rest:rotate-90" />
            {others.length} more
          </summary>
          <ul>{others.map((value) => <Value key={value.name} value={value} />)}</ul>
        </details>
      )}
    </details>
  );
}

function Value({ value: { name, count, href, here } }: { value: FacetValue }) {
  return (
    <li>
      <a
        href={href}
        aria-current={here ? "true" : "false"}
        class={"flex items-baseline gap-3 min-h-11 lg:pointer-fine:min-h-8 py-1 no-underline hover:text-accent " +
          (here ? "text-accent font-medium" : "text-ink")}
      >
        <span class="flex-1 min-w-0 wrap-anywhere">{name}</span>
        <span class="text-sm text-quiet tabular-nums">{count.toLocaleString("en")}</span>
      </a>
    </li>
  );
}
