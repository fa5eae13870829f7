import type { PhotoView } from "../../services/scores/photo_draft.ts";
import { small } from "../library/lettering.ts";

/** Photos that were taken out, each of which can be put back: the end of the list. */
export function TakenOut({ photos }: { photos: readonly PhotoView[] }) {
  return (
    <li class="order-last pt-4">
      <p class="font-medium">Taken out</p>
      <ul>
        {photos.map(({ n, name }) => (
          <li key={n} class="flex items-center gap-3 py-1">
            <span class="min-w-0 flex-1 text-quiet wrap-anywhere">{name}</span>
            <button
              type="submit"
              name="back"
              value={String(n)}
              aria-label={`Put ${name} back`}
              class={small}
            >
              Put back
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
}
