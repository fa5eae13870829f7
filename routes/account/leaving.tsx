import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Day } from "../../components/Day.tsx";
import { Notice } from "../../components/Notice.tsx";
import { define } from "../../define.ts";
import { caught } from "../../http/caught.ts";
import { toDeletedPage } from "../../http/deleted_page.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { SignedIn } from "../../services/identity/session.ts";
import type { Services } from "../../services/services.ts";

interface Data {
  email: string;
  /** When it goes, in milliseconds since 1970. */
  due: number;
  /** Whether the person has just signed in, as they must have to end it now. */
  fresh: boolean;
  error?: string;
}

function about({ sessions }: Services, here: SignedIn): Data {
  const { email, leaving } = here.user;
  return { email, due: leaving!.due, fresh: sessions.isFresh(here) };
}

export const handler = define.handlers({
  GET(ctx) {
    const here = signedIn(ctx.state);
    if (!here.user.leaving) return ctx.redirect("/account", 303);
    return page<Data>(about(ctx.state.services, here));
  },

  /** Keeps the account, or ends it now. */
  async POST(ctx) {
    const here = signedIn(ctx.state);
    const { deletions } = ctx.state.services;
    const act = (await readForm(ctx.req)).get("act");
    if (!here.user.leaving) return ctx.redirect("/account", 303);
    if (act === "keep") {
      await deletions.keep(here);
      return ctx.redirect("/account?kept=yes", 303);
    }
    if (act !== "delete") return ctx.redirect("/account/leaving", 303);
    try {
      await deletions.now(here);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...about(ctx.state.services, here), error: message }, { status });
    }
    return toDeletedPage(ctx, null, null);
  },
});

/** Where every page leads while an account waits to be deleted. */
export default define.page<typeof handler>(function Leaving({ data }) {
  const { email, due, fresh, error } = data;
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${error ? "Error: " : ""}Your account is going · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Your account is going</h1>
      {error && <Notice kind="error">{error}</Notice>}
      <p class="prose-serif mt-4">
        The account of <strong class="wrap-anywhere">{email}</strong> is deleted on{" "}
        <strong>
          <Day at={due} />
        </strong>{" "}
        with all that is in it, as was asked for. Until then nothing in it can be used, and links
        that you shared show nothing.
      </p>
      <form method="post" action="/account/leaving" class="mt-8">
        <p class="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Button kind="primary" name="act" value="keep">Keep my account</Button>
          {fresh
            ? <Button kind="danger" name="act" value="delete">Delete it now</Button>
            : (
              <ButtonLink href="/signin?again=1&returnTo=%2Faccount%2Fleaving">
                Sign in again to delete it now
              </ButtonLink>
            )}
        </p>
      </form>
      <p class="mt-6 text-quiet">
        Kept, everything is as it was, links as well. Only what you had allowed is asked for anew.
      </p>
      <p class="mt-6 flex flex-wrap items-center gap-x-6">
        <a href="/account/export" class="inline-flex items-center min-h-11 text-accent underline">
          Take everything with you
        </a>
      </p>
      <form method="post" action="/signout" class="mt-4">
        <Button>Sign out</Button>
      </form>
    </div>
  );
});
