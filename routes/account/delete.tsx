import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { SignInAgain } from "../../components/SignInAgain.tsx";
import { define } from "../../define.ts";
import { caught } from "../../http/caught.ts";
import { toDeletedPage } from "../../http/deleted_page.ts";
import { readForm } from "../../http/form.ts";
import { googleCookie, googleToken } from "../../http/google_cookie.ts";
import { sendOn } from "../../http/google_way.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { googleProblem } from "../../services/identity/google_problem.ts";
import type { SignedIn } from "../../services/identity/session.ts";
import type { Services } from "../../services/services.ts";

interface Data {
  email: string;
  scores: number;
  /** For how many days it can be taken back. */
  days: number;
  /** Whether the person has just signed in, as they must have where they do not confirm with Google. */
  fresh: boolean;
  /** Whether a Google account is connected, and whether Google can be asked now. */
  google: { readonly connected: boolean; readonly ready: boolean };
  /** About the address that was typed. */
  error?: string;
  /** Why the way to Google led back here. */
  problem?: string;
}

async function about(services: Services, here: SignedIn): Promise<Data> {
  const { library, sessions, deletions, google } = services;
  const { id, email, google: account } = here.user;
  return {
    email,
    scores: await library.count(id),
    days: deletions.days,
    fresh: sessions.isFresh(here),
    google: {
      connected: account !== undefined,
      ready: account !== undefined && await google.state() === "ready",
    },
  };
}

export const handler = define.handlers({
  async GET(ctx) {
    const problem = googleProblem(ctx.url.searchParams.get("problem"))?.message;
    return page<Data>({ ...await about(ctx.state.services, signedIn(ctx.state)), problem });
  },

  /** Asks for the deletion, or has it confirmed by Google first; the browser is signed out with it. */
  async POST(ctx) {
    const here = signedIn(ctx.state);
    const { deletions, google, config: { origin } } = ctx.state.services;
    const form = await readForm(ctx.req);
    const typed = form.get("address") ?? "";
    try {
      if (form.get("by") === "google") {
        await deletions.check(here, typed);
        const browser = googleToken(ctx.req.headers, origin);
        const left = await google.leave({
          returnTo: "/account/delete",
          browser,
          session: here.session.id,
          deleting: true,
        });
        const cookie = googleCookie(left.browser, origin);
        return sendOn(`/account/google/leave?state=${left.state}`, [cookie]);
      }
      const leaving = await deletions.ask(here, typed);
      return toDeletedPage(ctx, leaving, here.user.google ? "by-hand" : null);
    } catch (error) {
      const { code, message, status } = caught(ctx, error);
      const said = googleProblem(code) === null ? { error: message } : { problem: message };
      return page<Data>({ ...await about(ctx.state.services, here), ...said }, { status });
    }
  },
});

export default define.page<typeof handler>(function Delete({ data }) {
  const { email, scores, days, fresh, google, error, problem } = data;
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${error || problem ? "Error: " : ""}Delete the account · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Delete the account</h1>
      {problem && <Notice kind="error">{problem}</Notice>}
      <p class="prose-serif mt-4">
        This deletes the library of <strong class="wrap-anywhere">{email}</strong>. {days === 0
          ? "It cannot be undone, and nobody here can bring it back."
          : `For ${
            days === 1 ? "a day" : `${days} days`
          } you can change your mind; then it cannot be undone, and nobody here can bring it back.`}
      </p>
      <ul class="mt-6 list-disc pl-5 grid gap-1">
        {scores > 0 && (
          <li>
            {scores === 1 ? "one score" : `${scores.toLocaleString("en")} scores`}, with files,
            pictures, corrections and explanations
          </li>
        )}
        <li>collections, practice notes, and photos that are no score yet</li>
        <li>your address{google.connected && ", and the connection to Google"}</li>
        <li>what you allowed others to do{days > 0 && ", at once"}</li>
        <li>every sign-in, on all devices, at once</li>
        {days > 0 && <li>links that you shared: they show nothing from now on</li>}
      </ul>
      <p class="mt-6 text-quiet">
        A list of calls to other services and of what operators did stays for 400 days, with a
        number in the place of your name. {days > 0
          ? "One mail tells you the day, and another one when all is gone."
          : "You get one mail when all is gone."}
      </p>
      <p class="mt-2">
        <a href="/account/export" class="inline-flex items-center min-h-11 text-accent underline">
          Take a copy of everything first
        </a>
      </p>
      {fresh || google.ready
        ? <Confirm error={error} fresh={fresh} google={google} />
        : (
          <SignInAgain what="To delete it" returnTo="/account/delete">
            <Keep />
          </SignInAgain>
        )}
    </div>
  );
});

/** What has to be typed on purpose. */
function Confirm({ error, fresh, google }: Pick<Data, "error" | "fresh" | "google">) {
  return (
    <form method="post" action="/account/delete" class="mt-8 grid gap-5" novalidate>
      <TextField
        name="address"
        label="To be sure, type your address"
        type="email"
        autocomplete="off"
        error={error}
        required
      />
      {google.connected && (
        <p>
          {google.ready
            ? "Confirmed with Google, the connection there is ended as well. "
            : "Google is not answering just now. "}
          {fresh
            ? "Without Google it stays in the list of your Google account until you end it there."
            : ""}
        </p>
      )}
      <p class="flex flex-wrap items-center gap-x-6 gap-y-3">
        {fresh && <Button kind="danger">Delete it all</Button>}
        {google.ready && (
          <Button kind="danger" name="by" value="google">
            Confirm with Google
          </Button>
        )}
        {!fresh && (
          <ButtonLink href="/signin?again=1&returnTo=%2Faccount%2Fdelete">
            Sign in again instead
          </ButtonLink>
        )}
        <Keep />
      </p>
    </form>
  );
}

function Keep() {
  return (
    <a href="/account" class="inline-flex items-center min-h-11 text-accent underline">
      Keep it
    </a>
  );
}
