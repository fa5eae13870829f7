import { define } from "../../../define.ts";
import { answerFile } from "../../../http/original.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { exportName } from "../../../services/export/view.ts";

export const handler = define.handlers({
  /** The copy that was asked for; its download can be stopped and go on. */
  async GET(ctx) {
    const { exports } = ctx.state.services;
    const file = await exports.file(signedIn(ctx.state).user.id, ctx.params.id);
    const answer = await answerFile(ctx.req, {
      ...file,
      mediaType: "application/zip",
      fileName: exportName(file.at),
    });
    answer.headers.set("cache-control", "private, no-store");
    return answer;
  },
});
