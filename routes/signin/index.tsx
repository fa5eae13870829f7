import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { parseAddress } from "../../services/identity/address.ts";
import { HOME, returnPath } from "../../services/identity/return_path.ts";
import { Problem } from "../../services/problem.ts";

interface Data {
  returnTo: string;
  email?: string;
  /** About the address that was typed. */
  error?: string;
  /** About us. */
  outage?: string;
}

export const handler = define.handlers({
  GET(ctx) {
    const returnTo = returnPath(ctx.url.searchParams.get("returnTo"));
    return ctx.state.signedIn ? ctx.redirect(returnTo, 303) : page<Data>({ returnTo });
  },

  async POST(ctx) {
    const form = await readForm(ctx.req);
    const returnTo = returnPath(form.get("returnTo"));
    const email = form.get("email") ?? "";
    try {
      await ctx.state.services.links.request(parseAddress(email), returnTo);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const about = error.status < 500 ? { error: error.message } : { outage: error.message };
      return page<Data>({ returnTo, email: email.slice(0, 254), ...about }, {
        status: error.status,
      });
    }
    return ctx.redirect("/signin/sent", 303);
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
        Type your e-mail address. We send you a link that signs you in: there is no password.
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
        <Button kind="primary">Send the link</Button>
      </form>
    </div>
  );
});
