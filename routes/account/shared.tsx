import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { ShareRow } from "../../components/sharing/ShareRow.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { shares, world } = ctx.state.services;
    return page({ shares: await shares.list(signedIn(ctx.state).user.id), now: world.now() });
  },

  /** Ends one link (`end`), or all of them (`act`: `all`). */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { shares } = ctx.state.services;
    const form = await readForm(ctx.req);
    if (form.get("act") === "all") await shares.endAll(user.id);
    else await shares.end(user.id, form.get("end") ?? "");
    return ctx.redirect("/account/shared", 303);
  },
});

/** Everything that is shared by a link. */
export default define.page<typeof handler>(function SharedLinks({ data: { shares, now } }) {
  return (
    <div class="max-w-2xl mx-auto pt-10 sm:pt-14">
      <Head>
        <title>Shared by link · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Shared by link</h1>
      <p class="prose-serif mt-3">
        {shares.length === 0
          ? "No link shows anything of yours. On the page of a score or a collection you can make one."
          : "Whoever has one of these links sees what it shows, until you end it or its time is over. How often it was opened is counted; by whom is kept nowhere."}
      </p>
      <p class="mt-2">
        <a href="/account" class="text-accent underline inline-flex items-center min-h-11">
          Back to the account
        </a>
      </p>
      {shares.length > 0 && (
        <>
          <ul class="border-t border-rule mt-4">
            {shares.map((share) => (
              <ShareRow key={share.id} share={share} now={now} action="/account/shared" titled />
            ))}
          </ul>
          {shares.length > 1 && (
            <form method="post" action="/account/shared" class="mt-6">
              <Button name="act" value="all" kind="danger">
                {`End all ${shares.length} links`}
              </Button>
            </form>
          )}
        </>
      )}
    </div>
  );
});
