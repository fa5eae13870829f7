import type { ComponentChildren } from "preact";
import { IconStaff } from "../icons/icons.tsx";

/** The line under the header while a stand-in plays: an ossia, above the staff that goes on. */
export function StandIn({ children }: { children: ComponentChildren }) {
  return (
    <aside aria-label="What is on its stand-in" class="no-print border-b border-rule bg-raised">
      <p class="max-w-7xl mx-auto px-4 sm:px-8 py-2.5 flex gap-3">
        <IconStaff class="shrink-0 text-accent" />
        <span>{children}</span>
      </p>
    </aside>
  );
}
