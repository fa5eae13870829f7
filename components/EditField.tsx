import type { Editable } from "../services/scores/edit.ts";
import { FIELD_NAMES } from "./field_names.ts";
import { field, small } from "./library/lettering.ts";

/** One field of a score as a form of its own; composers that the library has are offered. */
export function EditField({ id, name, value, labelled }: {
  id: string;
  name: Editable;
  value: string;
  /** Its name stands above it; else it does so already. */
  labelled?: boolean;
}) {
  return (
    <form method="post" action={`/scores/${id}`} class="grid gap-1 pb-3">
      <input type="hidden" name="at" value={name} />
      <label for={`edit-${name}`} class={labelled ? "text-sm text-quiet" : "sr-only"}>
        {FIELD_NAMES[name]}
      </label>
      <div class="flex gap-2">
        <input
          id={`edit-${name}`}
          name={name}
          type="text"
          value={value}
          required={name === "title"}
          maxLength={500}
          autocomplete="off"
          list={name === "composer" || name === "arranger" ? "own-composers" : undefined}
          class={field + " flex-1 w-full"}
        />
        <button type="submit" aria-label={`Save ${FIELD_NAMES[name].toLowerCase()}`} class={small}>
          Save
        </button>
      </div>
      {name === "instruments" && <p class="text-sm text-quiet">Commas part several.</p>}
    </form>
  );
}
