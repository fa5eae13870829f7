import { define } from "../../define.ts";
import { readText } from "../../http/form.ts";

export const handler = define.handlers({
  /** Resend says what became of a mail. Signed, so it needs no Origin. 204 when it is noted. */
  async POST(ctx) {
    const header = (name: string) => ctx.req.headers.get(`svix-${name}`) ?? "";
    await ctx.state.services.mailWebhook.receive(await readText(ctx.req), {
      id: header("id"),
      timestamp: header("timestamp"),
      signature: header("signature"),
    });
    return new Response(null, { status: 204 });
  },
});
