import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../../components/Button.tsx";
import { TextField } from "../../components/TextField.tsx";
import { define } from "../../define.ts";
import { caught } from "../../http/caught.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { signedOut } from "../../http/signed_out.ts";
import type { SignedIn } from "../../services/identity/session.ts";
import type { Services } from "../../services/services.ts";

interface Data {
  email: string;
  scores: number;
  /** Whether the person has just signed in, as it must be. */
  fresh: boolean;
  error?: string;
}

async function about({ library, sessions }: Services, here: SignedIn): Promise<Data> {
  const { id, email } = here.user;
  return { email, scores: await library.count(id), fresh: sessions.isFresh(here) };
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await about(ctx.state.services, signedIn(ctx.state)));
  },

  /** Deletes the account; the browser is signed out with it. */
  async POST(ctx) {
    const here = signedIn(ctx.state);
    const { deletions } = ctx.state.services;
    const typed = (await readForm(ctx.req)).get("address") ?? "";
    try {
      await deletions.begin(here, typed);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      const data = { ...await about(ctx.state.services, here), error: message };
      return page<Data>(data, { status });
    }
    return signedOut(ctx, "/deleted");
  },
});

export default define.page<typeof handler>(function Delete({ data }) {
  const { email, scores, fresh, error } = data;
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${error ? "Error: " : ""}Delete the account · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Delete the account</h1>
      <p class="prose-serif mt-4">
        This deletes the library of{" "}
        <strong class="wrap-anywhere">{email}</strong>. It cannot be undone, and nobody here can
        bring it back.
      </p>
      <ul class="mt-6 list-disc pl-5 grid gap-1">
        {scores > 0 && (
          <li>
            {scores === 1 ? "one score" : `${scores.toLocaleString("en")} scores`}, with files,
            pictures, corrections and explanations
          </li>
        )}
        <li>your address, and the connection to Google</li>
        <li>what you allowed Gemini to do</li>
        <li>every sign-in, on all devices, at once</li>
      </ul>
      <p class="mt-6 text-quiet">
        A list of calls to other services stays for 400 days. It has a number in the place of your
        name, and nobody can tell any more whose it was. You get one mail when all is gone.
      </p>
      {fresh ? <Confirm error={error} /> : <SignInFirst />}
    </div>
  );
});

/** What has to be typed on purpose. */
function Confirm({ error }: { error?: string }) {
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
      <p class="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button kind="danger">Delete it all</Button>
        <a href="/account" class="inline-flex items-center min-h-11 text-accent underline">
          Keep it
        </a>
      </p>
    </form>
  );
}

/** A browser left open must not be enough. */
function SignInFirst() {
  return (
    <div class="mt-8">
      <p>To delete it, you must have signed in within the last ten minutes.</p>
      <p class="mt-5 flex flex-wrap items-center gap-x-6 gap-y-3">
        <ButtonLink href="/signin?again=1&returnTo=%2Faccount%2Fdelete" kind="primary">
          Sign in again
        </ButtonLink>
        <a href="/account" class="inline-flex items-center min-h-11 text-accent underline">
          Keep it
        </a>
      </p>
    </div>
  );
}
