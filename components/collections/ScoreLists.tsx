import type { ListsOfScore } from "../../services/collections/collections.ts";
import { FaultAt, faulty, type ScoreFault } from "../ScoreFault.tsx";
import { field, small } from "../library/lettering.ts";

/** The lists that a score is in, a way to put it in another one, and the way to share it. */
export function ScoreLists({ id, lists: { within, others }, fault }: {
  id: string;
  lists: ListsOfScore;
  fault: ScoreFault | null;
}) {
  return (
    <section aria-labelledby="lists" class="no-print py-4 border-b border-rule">
      <h2 id="lists" class="text-sm text-quiet">Collections</h2>
      {within.length > 0 && (
        <ul class="mt-1">
          {within.map((list) => (
            <li key={list.id}>
              <a
                href={`/collections/${list.id}`}
                class="inline-flex items-center min-h-11 lg:pointer-fine:min-h-8 no-underline hover:text-accent wrap-anywhere"
              >
                {list.name}
              </a>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`/scores/${id}/collections`} class="flex gap-2 mt-1">
        {others.length > 0
          ? (
            <>
              <label for="list" class="sr-only">Collection or setlist</label>
              <select
                id="list"
                name="list"
                class={field + " flex-1 w-full px-2"}
                {...faulty(fault, "list")}
              >
                {others.map((list) => <option key={list.id} value={list.id}>{list.name}</option>)}
              </select>
              <button type="submit" class={small}>Put in</button>
            </>
          )
          : (
            <>
              <label for="list" class="sr-only">Name of a new collection</label>
              <input
                id="list"
                name="name"
                value={fault?.field === "list" ? fault.typed.name : undefined}
                maxlength={60}
                required
                placeholder="A new collection"
                autocomplete="off"
                class={field + " flex-1 w-full placeholder:text-quiet"}
                {...faulty(fault, "list")}
              />
              <button type="submit" class={small}>Begin</button>
            </>
          )}
      </form>
      <FaultAt fault={fault} field="list" />
      <p class="mt-1">
        <a
          href={`/scores/${id}/share`}
          class="inline-flex items-center min-h-11 text-accent underline"
        >
          Share this score by a link
        </a>
      </p>
    </section>
  );
}
