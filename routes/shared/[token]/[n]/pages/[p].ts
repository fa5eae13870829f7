import { define } from "../../../../../define.ts";
import { clientKey } from "../../../../../http/client_address.ts";
import { FILE_POLICY } from "../../../../../http/headers.ts";
import { plainNumber, sharedScore } from "../../../../../http/shared.ts";
import { pageWidth } from "../../../../../services/scores/page_images.ts";

export const handler = define.handlers({
  /** A page of a shared score as a picture; one that was never drawn counts for the client. */
  async GET(ctx) {
    const { shares, images } = ctx.state.services;
    const { score } = await sharedScore(ctx);
    const page = plainNumber(ctx.params.p);
    const width = pageWidth(Number(ctx.url.searchParams.get("w")));
    if (!await images.isDrawn(score, page, width)) {
      await shares.limit("draw", await clientKey(ctx));
    }
    const { bytes, type } = await images.get(score, page, width);
    return new Response(bytes, {
      headers: { "content-type": type, "content-security-policy": FILE_POLICY },
    });
  },
});
