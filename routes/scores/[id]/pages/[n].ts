import { define } from "../../../../define.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import { pageWidth } from "../../../../services/scores/page_images.ts";

export const handler = define.handlers({
  /** A page as a picture, `w` pixels wide or the next larger size. It never changes. */
  async GET(ctx) {
    const { library, images } = ctx.state.services;
    const score = await library.score(signedIn(ctx.state).user.id, ctx.params.id);
    const width = pageWidth(Number(ctx.url.searchParams.get("w")));
    const { bytes, type } = await images.get(score, pageNumber(ctx.params.n), width);
    return new Response(bytes, {
      headers: {
        "content-type": type,
        "cache-control": "private, max-age=31536000, immutable",
      },
    });
  },
});

/** NaN for anything but plain digits: one page has one address. */
function pageNumber(text: string): number {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : NaN;
}
