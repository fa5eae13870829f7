import type { ComponentChildren } from "preact";
import { field, small } from "../library/lettering.ts";

/** A line for a name and the button that sends it; what is wrong with the name stands under it. */
export function NameForm({ id, action, act, label, value, button, error, children }: {
  id: string;
  action: string;
  act: string;
  label: string;
  value?: string;
  button: string;
  error?: string;
  children?: ComponentChildren;
}) {
  return (
    <form method="post" action={action} class="grid gap-2">
      <label for={id} class="text-sm font-medium">{label}</label>
      <div class="flex flex-wrap gap-2">
        <input
          id={id}
          name="name"
          value={value}
          maxlength={60}
          required
          autocomplete="off"
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          class={field + " flex-1 max-w-sm"}
        />
        <button type="submit" name="act" value={act} class={small}>{button}</button>
      </div>
      {error && <p id={`${id}-error`} class="text-sm text-danger">{error}</p>}
      {children}
    </form>
  );
}
