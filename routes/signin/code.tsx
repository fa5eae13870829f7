import { page } from "fresh";
import { WaitForMail } from "../../components/WaitForMail.tsx";
import { define } from "../../define.ts";
import { limitSignIns } from "../../http/client_limit.ts";
import { caught } from "../../http/caught.ts";
import { readForm } from "../../http/form.ts";
import { attemptSecret, signIn } from "../../http/sign_in.ts";
import type { Entered } from "../../services/identity/attempt.ts";

export const handler = define.handlers({
  /** After a wrong code this stands in the address bar. */
  GET: (ctx) => ctx.redirect("/signin/sent", 303),

  /** Signs in the browser that asked, by the six digits from the mail. */
  async POST(ctx) {
    const { codes, waiting, mailbox, config } = ctx.state.services;
    const secret = attemptSecret(ctx);
    const typed = (await readForm(ctx.req)).get("code") ?? "";
    let entered: Entered;
    try {
      entered = await codes.redeem(secret, typed, await limitSignIns(ctx));
    } catch (error) {
      const { message, status } = caught(ctx, error);
      const attempt = await waiting.look(secret);
      if (attempt === null || attempt.standing !== "open") throw error;
      const data = { attempt, mailbox: mailbox !== null, origin: config.origin };
      return page({ ...data, error: message }, { status });
    }
    return await signIn(ctx, entered);
  },
});

export default define.page<typeof handler>(function WrongCode({ data }) {
  return <WaitForMail {...data} />;
});
