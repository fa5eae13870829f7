import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { attemptSecret, signIn } from "../../http/sign_in.ts";
import { HOME } from "../../services/identity/return_path.ts";
import { Problem } from "../../services/problem.ts";

/** The address carries a secret, which must go nowhere. */
const UNSEEN = { "referrer-policy": "no-referrer", "cache-control": "no-store" };

export const handler = define.handlers({
  /** Changes nothing: mail scanners follow links, but send no forms. */
  async GET(ctx) {
    const token = ctx.url.searchParams.get("token") ?? "";
    const peeked = await ctx.state.services.links.peek(token, attemptSecret(ctx)).catch((error) => {
      // By the digits of the same mail, perhaps: whoever is in needs no other link.
      if (error instanceof Problem && error.code === "link_used" && ctx.state.signedIn) return null;
      throw error;
    });
    if (peeked === null) return ctx.redirect(HOME, 303);
    return page({ token, ...peeked }, { headers: UNSEEN });
  },

  async POST(ctx) {
    const form = await readForm(ctx.req);
    return await signIn(ctx, await ctx.state.services.links.redeem(form.get("token") ?? ""));
  },
});

export default define.page<typeof handler>(function ConfirmSignIn({ data }) {
  const { token, email, here } = data;
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Sign in · Attacca</title>
      </Head>
      <h1 class="work text-4xl">{here ? "Welcome" : "Sign in here?"}</h1>
      <p class="prose-serif mt-4 wrap-anywhere">
        You are about to sign in as <strong>{email}</strong>
        {here ? "." : ", in the browser that shows this page."}
      </p>
      <form method="post" action="/signin/link" class="mt-8">
        <input type="hidden" name="token" value={token} />
        <Button kind="primary">{here ? "Sign in" : "Sign in here"}</Button>
      </form>
      {!here && <Elsewhere {...data} />}
    </div>
  );
});

/** The link was asked for in another browser, where its person may rather want to be. */
function Elsewhere({ device, digits }: { device: string; digits: boolean }) {
  return (
    <section class="mt-10 border-t border-rule pt-6">
      <h2 class="font-medium">Or where it was asked for</h2>
      <p class="mt-2">
        This link was asked for elsewhere: <strong class="font-medium">{device}</strong>.
        {digits
          ? " To sign in there, type the six digits from the same mail on the page that waits there."
          : " To sign in there, ask for a new link there."}
      </p>
      <p class="mt-2 text-quiet">
        If that was not you, sign in nowhere: nothing happens, and the link soon ends by itself.
      </p>
    </section>
  );
}
