import type { ComponentChildren } from "preact";

/** One of several (`radio`), or a yes (`checkbox`), with its words beside it. */
export function Tick({ type = "checkbox", name, value, checked, children }: {
  type?: "checkbox" | "radio";
  name: string;
  value: string;
  checked?: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class="flex items-center gap-3 min-h-11 cursor-pointer">
      <input
        type={type}
        name={name}
        value={value}
        checked={checked}
        class="size-5 shrink-0 accent-accent"
      />
      <span>{children}</span>
    </label>
  );
}

/** Offered where what is to be public holds an address or a secret. */
export function Sure() {
  return <Tick name="sure" value="yes">It is meant: publish it all the same</Tick>;
}
