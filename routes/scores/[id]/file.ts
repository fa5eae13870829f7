import { define } from "../../../define.ts";
import { answerFile } from "../../../http/original.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { withExtension } from "../../../services/formats/kinds.ts";

export const handler = define.handlers({
  /** The very bytes that came in. */
  async GET(ctx) {
    const { library, originals, formats } = ctx.state.services;
    const score = await library.score(signedIn(ctx.state).user.id, ctx.params.id);
    return await answerFile(ctx.req, {
      ...score,
      mediaType: formats.of(score).mediaType,
      fileName: withExtension(score.fileName, formats.of(score).name),
      stream: (range) => originals.stream(score.id, range),
    });
  },
});
