import type { ComponentChildren } from "preact";

/** What is so, a line each. */
export function Facts({ children }: { children: ComponentChildren }) {
  return <dl class="mt-6 border-t border-rule">{children}</dl>;
}

/** One of them. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="grid grid-cols-[9rem_1fr] gap-x-4 py-2.5 border-b border-rule">
      <dt class="text-quiet">{name}</dt>
      <dd class="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
