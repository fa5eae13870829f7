import type { Editable } from "../services/scores/edit.ts";
import { FIELD_NAMES } from "./field_names.ts";
import { small } from "./library/lettering.ts";

/** A value that is offered for a field: taken or left, each by one press. */
export function TakeOrLeave({ id, name, value }: { id: string; name: Editable; value: string }) {
  const what = `“${value}” as ${FIELD_NAMES[name].toLowerCase()}`;
  return (
    <form method="post" action={`/scores/${id}`} class="flex gap-2 mt-1">
      <input type="hidden" name="at" value={name} />
      <button
        type="submit"
        name={`take-${name}`}
        value={value}
        aria-label={`Take ${what}`}
        class={small}
      >
        Take it
      </button>
      <button
        type="submit"
        name={`left-${name}`}
        value={value}
        aria-label={`Leave ${what}`}
        class={small}
      >
        Leave it
      </button>
    </form>
  );
}
