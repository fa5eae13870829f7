import { IconMore } from "../../icons/icons.tsx";
import { Act } from "./Act.tsx";

/** The ways to move a row of an order without dragging, and to take it out. */
export function MoveMenu({ n, name, isOpen, class: more }: {
  /** The row's number. */
  n: number;
  name: string;
  isOpen: boolean;
  /** Of the buttons. */
  class: string;
}) {
  return (
    <details id={`more-${n}`} open={isOpen} class="no-print">
      <summary
        aria-label={`Move or take out ${name}`}
        class="list-none absolute right-0 top-3 inline-flex items-center justify-center size-11 cursor-pointer text-quiet hover:text-accent"
      >
        <IconMore class="size-5" />
      </summary>
      <div class={`flex flex-wrap gap-2 ${more}`}>
        <Act name="up" n={n}>Up</Act>
        <Act name="down" n={n}>Down</Act>
        <Act name="top" n={n}>To the top</Act>
        <Act name="end" n={n}>To the end</Act>
        <Act name="take" n={n}>Take out</Act>
      </div>
    </details>
  );
}
