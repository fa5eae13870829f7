import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { waitForSignIn } from "../../http/sign_in.ts";
import { parseAddress } from "../../services/identity/address.ts";
import { deviceName } from "../../services/identity/device.ts";
import { HOME, returnPath } from "../../services/identity/return_path.ts";
import { Problem } from "../../services/problem.ts";

interface Data {
  returnTo: string;
  email?: string;
  /** About the address that was typed. */
  error?: string;
  /** About us. */
  outage?: string;
  /** No mail can be sent: another device is the only way in. */
  mailOff: boolean;
}

export const handler = define.handlers({
  GET(ctx) {
    const returnTo = returnPath(ctx.url.searchParams.get("returnTo"));
    if (ctx.state.signedIn) return ctx.redirect(returnTo, 303);
    const mailOff = !ctx.state.services.mailReady;
    const outage = mailOff ? new Problem("mail_off").message : undefined;
    return page<Data>({ returnTo, mailOff, outage });
  },

  async POST(ctx) {
    const { links, approvals, mailReady } = ctx.state.services;
    const form = await readForm(ctx.req);
    const returnTo = returnPath(form.get("returnTo"));
    const email = form.get("email") ?? "";
    try {
      const device = deviceName(ctx.req.headers.get("user-agent"));
      const asker = { email: parseAddress(email), returnTo, device };
      const byDevice = form.get("by") === "device";
      return waitForSignIn(ctx, await (byDevice ? approvals.ask(asker) : links.request(asker)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const about = error.status < 500 ? { error: error.message } : { outage: error.message };
      const data = { returnTo, email: email.slice(0, 254), mailOff: !mailReady, ...about };
      return page<Data>(data, { status: error.status });
    }
  },
});

export default define.page<typeof handler>(function SignIn({ data }) {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${data.error ? "Error: " : ""}Sign in · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Sign in</h1>
      <p class="prose-serif mt-4">
        {data.mailOff
          ? "If you are signed in on another device, type your e-mail address, and let this browser in from there."
          : "Type your e-mail address. We send you a link that signs you in: there is no password."}
      </p>
      {data.outage && <Notice kind="error">{data.outage}</Notice>}
      <form method="post" action="/signin" class="mt-8 grid gap-5" novalidate>
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="email"
          value={data.email}
          error={data.error}
          required
          autofocus
        />
        {data.returnTo !== HOME && <input type="hidden" name="returnTo" value={data.returnTo} />}
        {data.mailOff
          ? <Button kind="primary" name="by" value="device">Use another device</Button>
          : <Button kind="primary">Send the link</Button>}
      </form>
    </div>
  );
});
