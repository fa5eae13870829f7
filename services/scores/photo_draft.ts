/**
 * What can be done to photos that are being put together, and how each stands then.
 *
 * @module
 */
import type { PhotoDraft, PhotoItem } from "../../store/photo_drafts.ts";
import { type Move, moved } from "../collections/items.ts";
import { type Sides, turnedSides } from "../photo/sides.ts";
import { limits, Problem } from "../problem.ts";

/** At most so much can be cut off across, and so much down. */
const MOST_CUT = 80;
/** So much room a page takes besides its photo, and a little more. */
const PAGE_BYTES = 2_048;

/** A photo as it is seen. */
export interface PhotoView {
  readonly n: number;
  readonly name: string;
  /** What is cut off each side, as it is seen. */
  readonly crop: Sides;
  /** Height by width, before and after it is cropped. */
  readonly whole: number;
  readonly shape: number;
  /** Changes with how it looks. */
  readonly look: string;
}

/** The pages, in their order. */
export const pagesOf = ({ items }: PhotoDraft) => items.filter(({ out }) => !out);

/** The photos that were taken out. */
export const takenOut = ({ items }: PhotoDraft) => items.filter(({ out }) => out);

/** The room that is held for the photos that came in for this, and for what the file holds beside them. */
export function heldFor({ items }: PhotoDraft): number {
  return items.reduce(
    (sum, { source, bytes }) => "key" in source ? sum + bytes + PAGE_BYTES : sum,
    0,
  );
}

/** With a photo at the end. @throws {Problem} `photos_too_many`, `photos_too_large` */
export function withPhoto(
  draft: PhotoDraft,
  photo: Omit<PhotoItem, "n" | "turn" | "crop">,
): PhotoDraft {
  if (draft.items.length >= limits.photos) throw new Problem("photos_too_many");
  const bytes = draft.items.reduce((sum, item) => sum + item.bytes, photo.bytes);
  if (bytes > limits.fileBytes) throw new Problem("photos_too_large");
  const item = { ...photo, n: draft.next, turn: 0, crop: [0, 0, 0, 0] } as const;
  return { ...draft, items: [...draft.items, item], next: draft.next + 1 };
}

/** With page `n` elsewhere in the order. */
export function movedPage(draft: PhotoDraft, n: number, move: Move): PhotoDraft {
  return moved(draft, n, move, ({ out }) => !out);
}

/** With page `n` changed; as it is where there is none. */
function changed(
  draft: PhotoDraft,
  n: number,
  change: (item: PhotoItem) => PhotoItem,
): PhotoDraft {
  if (!draft.items.some((item) => item.n === n)) return draft;
  return { ...draft, items: draft.items.map((item) => item.n === n ? change(item) : item) };
}

/** With page `n` turned by so many quarters clockwise. */
export function turnedPage(draft: PhotoDraft, n: number, quarters: number): PhotoDraft {
  return changed(draft, n, (item) => {
    return { ...item, turn: (item.turn + quarters + 4) % 4 as PhotoItem["turn"] };
  });
}

/** With page `n` taken out; it keeps its place. */
export const withoutPage = (draft: PhotoDraft, n: number) =>
  changed(draft, n, (item) => ({ ...item, out: true }));

/** With page `n` back at its place. */
export const withPageAgain = (draft: PhotoDraft, n: number) =>
  changed(draft, n, ({ out: _, ...item }) => item);

/** With page `n` cropped, `sides` as it is seen. @throws {Problem} `crop_invalid` */
export function croppedPage(draft: PhotoDraft, n: number, sides: Sides): PhotoDraft {
  const [top, right, bottom, left] = sides;
  const fits = sides.every((side) => side >= 0) && top + bottom <= MOST_CUT &&
    left + right <= MOST_CUT;
  if (!fits) throw new Problem("crop_invalid");
  return changed(draft, n, (item) => ({ ...item, crop: turnedSides(sides, -item.turn) }));
}

/** A photo as it is seen. */
export function photoView({ n, name, turn, crop, shape }: PhotoItem): PhotoView {
  const seen = turnedSides(crop, turn);
  const [top, right, bottom, left] = seen;
  const whole = turn % 2 ? 1 / shape : shape;
  return {
    n,
    name,
    crop: seen,
    whole,
    shape: whole * (100 - top - bottom) / (100 - left - right),
    look: [turn, ...seen].join("-"),
  };
}
