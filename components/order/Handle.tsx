import { IconGrip } from "../../icons/icons.tsx";

/** What a row of an order is dragged by, or moved by the arrow keys. */
export function Handle({ name, class: more = "" }: { name: string; class?: string }) {
  return (
    <button
      type="button"
      data-handle
      aria-label={`Move ${name}`}
      aria-describedby="order-keys"
      title="Drag, or move with the arrow keys"
      class={`handle no-print items-center justify-center size-11 text-quiet hover:text-accent cursor-grab touch-none select-none ${more}`}
    >
      <IconGrip class="size-5" />
    </button>
  );
}
