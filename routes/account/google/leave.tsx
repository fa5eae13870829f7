import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../components/Button.tsx";
import { define } from "../../../define.ts";
import { googleToken } from "../../../http/google_cookie.ts";
import { caughtProblem, sendOn, UNSEEN, withProblem } from "../../../http/google_way.ts";

/**
 * From our page to Google. The policy `form-action 'self'` holds for all the redirects that
 * follow a form, so this answer is a page that goes on by itself, and not a redirect.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const { google, config } = ctx.state.services;
    const browser = googleToken(ctx.req.headers, config.origin);
    try {
      const address = await google.address(ctx.url.searchParams.get("state"), browser);
      return page({ address }, { headers: { ...UNSEEN, refresh: `0; url=${address}` } });
    } catch (error) {
      return sendOn(withProblem("/account", caughtProblem(error)));
    }
  },
});

export default define.page<typeof handler>(function Leave({ data }) {
  return (
    <div class="max-w-md pt-12 sm:pt-20">
      <Head>
        <title>To Google · Attacca</title>
      </Head>
      <h1 class="work text-4xl">To Google</h1>
      <p class="prose-serif mt-4">Google asks which account it is. Nothing happening?</p>
      <p class="mt-8">
        <ButtonLink href={data.address} kind="primary">Continue to Google</ButtonLink>
      </p>
    </div>
  );
});
