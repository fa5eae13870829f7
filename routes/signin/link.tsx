import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signIn } from "../../http/sign_in.ts";

/** The address carries a secret, which must go nowhere. */
const UNSEEN = { "referrer-policy": "no-referrer", "cache-control": "no-store" };

export const handler = define.handlers({
  /** Changes nothing: mail scanners follow links, but send no forms. */
  async GET(ctx) {
    const token = ctx.url.searchParams.get("token") ?? "";
    const { email } = await ctx.state.services.links.peek(token);
    return page({ token, email }, { headers: UNSEEN });
  },

  async POST(ctx) {
    const form = await readForm(ctx.req);
    return await signIn(ctx, await ctx.state.services.links.redeem(form.get("token") ?? ""));
  },
});

export default define.page<typeof handler>(function ConfirmSignIn({ data }) {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Sign in · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Welcome</h1>
      <p class="prose-serif mt-4">
        You are about to sign in as <strong class="break-all">{data.email}</strong>.
      </p>
      <form method="post" action="/signin/link" class="mt-8">
        <input type="hidden" name="token" value={data.token} />
        <Button kind="primary">Sign in</Button>
      </form>
    </div>
  );
});
