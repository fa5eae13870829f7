import { page } from "fresh";
import { WaitForMail } from "../../../components/WaitForMail.tsx";
import { define } from "../../../define.ts";
import { attemptSecret, signIn } from "../../../http/sign_in.ts";
import { HOME } from "../../../services/identity/return_path.ts";

export const handler = define.handlers({
  /** Where the mail is, and the other ways in. */
  async GET(ctx) {
    const { waiting, mailbox, config } = ctx.state.services;
    const attempt = await waiting.look(attemptSecret(ctx));
    const over = attempt === null || attempt.standing === "used";
    if (over && ctx.state.signedIn) return ctx.redirect(attempt?.returnTo ?? HOME, 303);
    return page({ attempt, mailbox: mailbox !== null, origin: config.origin });
  },

  /** Signs in where that has been approved, else shows again how it stands. */
  async POST(ctx) {
    const entered = await ctx.state.services.approvals.redeem(attemptSecret(ctx));
    return entered === null ? ctx.redirect("/signin/sent", 303) : await signIn(ctx, entered);
  },
});

export default define.page<typeof handler>(function Sent({ data }) {
  return <WaitForMail {...data} />;
});
