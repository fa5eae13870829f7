import type { ComponentChildren } from "preact";

/** How far it is: a bar, and the same in words. */
export function FarBar({ of, value, max, children }: {
  /** What the bar is of: "your copy is written". */
  of: string;
  value: number;
  max: number;
  children: ComponentChildren;
}) {
  return (
    <div class="max-w-prose mb-6">
      <progress
        value={value}
        max={Math.max(1, max)}
        aria-label={`How much of ${of}`}
        class="travel block w-full"
      />
      <p class="text-sm text-quiet tabular-nums mt-2">{children}</p>
    </div>
  );
}
