import { define } from "../../../../define.ts";
import { receivePhotos } from "../../../../http/receive_photos.ts";

export const handler = define.handlers({
  /** Adds the photos of the form at the end → 303 to the page that puts them together. */
  POST: (ctx) => receivePhotos(ctx, ctx.params.id),
});
