import { define } from "../../../../define.ts";
import { clientKey } from "../../../../http/client_address.ts";
import { answerFile } from "../../../../http/original.ts";
import { sharedScore } from "../../../../http/shared.ts";
import { withExtension } from "../../../../services/formats/kinds.ts";
import { Problem } from "../../../../services/problem.ts";

export const handler = define.handlers({
  /** The original, where whoever made the link allowed that. */
  async GET(ctx) {
    const { shares, originals, formats } = ctx.state.services;
    const { score, download } = await sharedScore(ctx);
    if (!download) throw new Problem("share_unknown");
    await shares.limit("download", await clientKey(ctx));
    return await answerFile(ctx.req, {
      ...score,
      mediaType: formats.of(score).mediaType,
      fileName: withExtension(score.fileName, formats.of(score).name),
      stream: (range) => originals.stream(score.id, range),
    });
  },
});
