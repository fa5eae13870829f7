import type { LibraryView } from "../../services/library/view.ts";
import { IconCross } from "../../icons/icons.tsx";
import { choice, field, small } from "./lettering.ts";

/** Questions with a name, and a form that names the one that is asked. */
export function Views({ view }: { view: LibraryView }) {
  const here = view.views.find(({ here, saved }) => here && saved);
  return (
    <div class="no-print flex flex-wrap items-center gap-x-4 mt-2">
      <nav
        aria-label="Views"
        class="flex sm:flex-wrap items-center strip-row max-sm:w-[calc(100%+2rem)]"
      >
        {view.views.map(({ name, href, here }) => (
          <a key={name} href={href} aria-current={here ? "true" : "false"} class={choice(here)}>
            {name}
          </a>
        ))}
      </nav>
      {view.canSave && (
        <details class="group/save">
          <summary class={choice(false) + " cursor-pointer list-none"}>Keep as a view…</summary>
          <form method="post" action="/scores/views" class="flex gap-2 px-2 pb-2">
            <input type="hidden" name="question" value={view.question} />
            <label for="view-name" class="sr-only">Name of the view</label>
            <input
              id="view-name"
              name="name"
              maxlength={40}
              required
              placeholder="Name"
              autocomplete="off"
              class={field + " w-48"}
            />
            <button type="submit" name="act" value="save" class={small}>Keep</button>
          </form>
        </details>
      )}
      {here && (
        <form method="post" action="/scores/views">
          <input type="hidden" name="name" value={here.name} />
          <input type="hidden" name="question" value={view.question} />
          <button
            type="submit"
            name="act"
            value="remove"
            class={choice(false) + " gap-1 cursor-pointer"}
          >
            <IconCross class="size-4" />Remove this view
          </button>
        </form>
      )}
    </div>
  );
}
