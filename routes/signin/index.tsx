import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { GoogleSignIn } from "../../components/GoogleSignIn.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { define } from "../../define.ts";
import { limitSignIns } from "../../http/client_limit.ts";
import { caught } from "../../http/caught.ts";
import { readForm } from "../../http/form.ts";
import type { GoogleState } from "../../services/identity/google.ts";
import { googleProblem } from "../../services/identity/google_problem.ts";
import { attemptSecret, waitForSignIn } from "../../http/sign_in.ts";
import { parseAddress } from "../../services/identity/address.ts";
import { deviceName } from "../../services/identity/device.ts";
import { HOME, returnPath } from "../../services/identity/return_path.ts";
import { Problem } from "../../services/problem.ts";

interface Data {
  returnTo: string;
  /** Whether somebody is signed in who has to show that it is still them. */
  again: boolean;
  google: GoogleState;
  /** Why the way to Google led back here. */
  problem?: string;
  email?: string;
  /** About the address that was typed. */
  error?: string;
  /** About us, or about how often. */
  outage?: string;
  /** Where no mail can be sent, another device is the way in. */
  mailReady: boolean;
}

export const handler = define.handlers({
  async GET(ctx) {
    const query = ctx.url.searchParams;
    const returnTo = returnPath(query.get("returnTo"));
    const { signedIn } = ctx.state;
    // Some things want a sign-in of a short while ago.
    if (signedIn && !query.has("again")) return ctx.redirect(returnTo, 303);
    const { google, mailReady } = ctx.state.services;
    const outage = mailReady ? undefined : new Problem("mail_off").message;
    const problem = googleProblem(query.get("problem"))?.message;
    return page<Data>({
      returnTo,
      again: signedIn !== null,
      email: signedIn?.user.email,
      google: await google.state(),
      problem,
      mailReady,
      outage,
    });
  },

  async POST(ctx) {
    const { links, approvals, mailReady } = ctx.state.services;
    const form = await readForm(ctx.req);
    const returnTo = returnPath(form.get("returnTo"));
    const email = form.get("email") ?? "";
    try {
      const device = deviceName(ctx.req.headers.get("user-agent"));
      const asker = {
        email: parseAddress(email),
        returnTo,
        device,
        secret: attemptSecret(ctx),
      };
      await limitSignIns(ctx);
      const byDevice = form.get("by") === "device";
      return waitForSignIn(ctx, await (byDevice ? approvals.ask(asker) : links.request(asker)));
    } catch (error) {
      const { message, status } = caught(ctx, error);
      const about = status === 422 ? { error: message } : { outage: message };
      const google = await ctx.state.services.google.state();
      const again = ctx.state.signedIn !== null;
      const data = { returnTo, again, google, email: email.slice(0, 254), mailReady, ...about };
      return page<Data>(data, { status });
    }
  },
});

export default define.page<typeof handler>(function SignIn({ data }) {
  const heading = data.again ? "Sign in again" : "Sign in";
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${data.error || data.problem ? "Error: " : ""}${heading} · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">{heading}</h1>
      {data.again && (
        <p class="prose-serif mt-4">
          You are signed in, but have been for a while. What comes next wants a fresh sign-in, so
          that nobody can do it at a browser you left open.
        </p>
      )}
      <GoogleSignIn
        state={data.google}
        returnTo={data.returnTo === HOME ? "" : data.returnTo}
        problem={data.problem}
      />
      <p class="prose-serif mt-4">
        {data.mailReady
          ? data.again
            ? "We send you a link that signs you in and leads on from here."
            : "Type your e-mail address. We send you a link that signs you in: there is no password."
          : "If you are signed in on another device, type your e-mail address, and let this browser in from there."}
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
          autofocus={data.google !== "ready" || data.error !== undefined}
        />
        {data.returnTo !== HOME && <input type="hidden" name="returnTo" value={data.returnTo} />}
        {data.mailReady
          ? <Button kind={data.google === "ready" ? "quiet" : "primary"}>Send the link</Button>
          : <Button kind="primary" name="by" value="device">Use another device</Button>}
      </form>
      {data.again && (
        <p class="mt-6">
          <a href="/account" class="text-accent underline inline-flex items-center min-h-11">
            Back to the account
          </a>
        </p>
      )}
    </div>
  );
});
