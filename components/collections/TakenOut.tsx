import type { Former } from "../../services/collections/collections.ts";
import { small } from "../library/lettering.ts";
import { Notice } from "../Notice.tsx";

/** Says what was taken out of a list, and offers to put it back in its place. */
export function TakenOut({ id, taken: { n, score, before, title } }: {
  id: string;
  taken: Former & { readonly title: string };
}) {
  return (
    <div class="no-print">
      <Notice kind="success">
        <form
          method="post"
          action={`/collections/${id}`}
          class="flex flex-wrap items-center gap-x-4 gap-y-2"
        >
          <p class="min-w-0 wrap-anywhere">“{title}” is taken off the list.</p>
          <input type="hidden" name="n" value={String(n)} />
          <input type="hidden" name="before" value={String(before)} />
          <button type="submit" name="back" value={score} class={small}>Put back</button>
        </form>
      </Notice>
    </div>
  );
}
