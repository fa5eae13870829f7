import type { PhotoView } from "../../services/scores/photo_draft.ts";

/** A photo as the page will be. */
export function Photo({ draft, view, width, class: more }: {
  draft: string;
  view: PhotoView;
  width: 320 | 1000;
  class: string;
}) {
  return (
    <img
      src={`/scores/photos/${draft}/pages/${view.n}?w=${width}&look=${view.look}`}
      alt=""
      width={width}
      height={Math.round(width * view.shape)}
      loading="lazy"
      decoding="async"
      class={`sheet h-auto ${more}`}
    />
  );
}
