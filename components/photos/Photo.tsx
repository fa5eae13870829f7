import type { PhotoView } from "../../services/scores/photo_draft.ts";

/** A photo as the page will be, in a box whose room is kept until it comes. */
export function Photo({ draft, view, wide, tall }: {
  draft: string;
  view: PhotoView;
  /** At most, in pixels. */
  wide: number;
  tall: number;
}) {
  const width = Math.round(Math.min(wide, tall / view.shape));
  return (
    <img
      src={`/scores/photos/${draft}/pages/${view.n}?w=320&look=${view.look}`}
      alt=""
      width={width}
      height={Math.round(width * view.shape)}
      loading="lazy"
      decoding="async"
      class="sheet h-auto max-w-full"
    />
  );
}
