import { define } from "../../../../../define.ts";
import { FILE_POLICY } from "../../../../../http/headers.ts";
import { photoNumber } from "../../../../../http/photo_number.ts";
import { signedIn } from "../../../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /**
   * A photo as the page will be, some `w` pixels wide; `whole`: before it is cropped. `look` changes
   * with how it looks, so that a browser may keep what it has.
   */
  async GET(ctx) {
    const { id, n } = ctx.params;
    const asked = ctx.url.searchParams;
    const { bytes, type } = await ctx.state.services.photos.picture(
      signedIn(ctx.state).user.id,
      id,
      photoNumber(n),
      { width: Number(asked.get("w")) || 320, whole: asked.has("whole") },
    );
    return new Response(bytes, {
      headers: {
        "content-type": type,
        "cache-control": "private, max-age=604800, immutable",
        "content-security-policy": FILE_POLICY,
      },
    });
  },
});
