import type { PhotoDraft } from "../../store/photo_drafts.ts";
import { Ago } from "../Ago.tsx";

/** Photos that the person has begun to put together. */
export function Begun({ drafts, now }: { drafts: readonly PhotoDraft[]; now: number }) {
  if (drafts.length === 0) return null;
  return (
    <section class="mt-10">
      <h2 class="work text-2xl">Begun, and not finished</h2>
      <ul class="border-t border-rule mt-3">
        {drafts.map(({ id, title, items, changedAt }) => (
          <li key={id} class="border-b border-rule">
            <a
              href={`/scores/photos/${id}`}
              class="flex items-baseline gap-4 py-3 no-underline text-ink"
            >
              <span class="flex-1 min-w-0 font-serif text-lg wrap-anywhere">
                {title || items[0]?.name || "No page"}
              </span>
              <span class="text-sm text-quiet shrink-0">
                {items.length === 1 ? "1 photo, " : `${items.length} photos, `}
                <Ago at={changedAt} now={now} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
