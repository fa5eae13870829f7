import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { define } from "../../define.ts";
import { caught } from "../../http/caught.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { Pending } from "../../services/identity/address_change.ts";
import type { SignedIn } from "../../services/identity/session.ts";
import type { Services } from "../../services/services.ts";

interface Data {
  email: string;
  /** What waits for both mailboxes. */
  pending: Pending | null;
  hoursLeft: number;
  typed?: string;
  error?: string;
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await about(ctx.state.services, signedIn(ctx.state)));
  },

  /** Mails both addresses; with `cancel`, calls that off. */
  async POST(ctx) {
    const { addressChanges } = ctx.state.services;
    const here = signedIn(ctx.state);
    const form = await readForm(ctx.req);
    const typed = form.get("email") ?? "";
    try {
      if (form.has("cancel")) await addressChanges.cancel(here);
      else await addressChanges.ask(here, typed);
      return ctx.redirect("/account/address", 303);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      const data = await about(ctx.state.services, here);
      return page<Data>({ ...data, typed: typed.slice(0, 254), error: message }, { status });
    }
  },
});

/** What the page says of the address as it is, and of a change that waits. */
async function about({ addressChanges, world }: Services, { user }: SignedIn): Promise<Data> {
  const pending = await addressChanges.pending(user);
  const hoursLeft = pending ? Math.ceil((pending.expiresAt - world.now()) / 3_600_000) : 0;
  return { email: user.email, pending, hoursLeft };
}

export default define.page<typeof handler>(function ChangeAddress({ data }) {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>{`${data.error ? "Error: " : ""}Change the address · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Change the address</h1>
      {data.pending ? <Waiting {...data} pending={data.pending} /> : <Ask {...data} />}
      <p class="mt-8">
        <a href="/account" class="text-accent underline">Back to the account</a>
      </p>
    </div>
  );
});

function Ask({ email, typed, error }: Data) {
  return (
    <>
      <p class="prose-serif mt-4">
        Your address is{" "}
        <strong class="wrap-anywhere">{email}</strong>. We ask both mailboxes: it changes when you
        have pressed the button in each of the two mails.
      </p>
      <form method="post" action="/account/address" class="mt-8 grid gap-5" novalidate>
        <TextField
          name="email"
          label="New e-mail address"
          type="email"
          autocomplete="email"
          value={typed}
          error={error}
          required
        />
        <p>
          <Button kind="primary">Send both mails</Button>
        </p>
      </form>
    </>
  );
}

function Waiting({ email, pending, hoursLeft, error }: Data & { pending: Pending }) {
  const rows = [
    [email, pending.confirmed.old],
    [pending.to, pending.confirmed.new],
  ] as const;
  return (
    <>
      {error !== undefined && <Notice kind="error">{error}</Notice>}
      <p class="prose-serif mt-4">
        A mail is on its way to each of the two. The address changes when you have pressed the
        button in both, within{" "}
        {hoursLeft === 1 ? "an hour" : `${hoursLeft} hours`}. Until then everything is as it was.
      </p>
      <dl class="mt-8 border-t border-rule">
        {rows.map(([address, confirmed]) => (
          <div key={address} class="flex gap-6 py-3 border-b border-rule">
            <dt class="flex-1 wrap-anywhere">{address}</dt>
            <dd class={confirmed ? "text-success" : "text-quiet"}>
              {confirmed ? "confirmed" : "not yet"}
            </dd>
          </div>
        ))}
      </dl>
      <form method="post" action="/account/address" class="mt-8 flex flex-wrap gap-3">
        <Button name="cancel" value="yes">Call it off</Button>
      </form>
    </>
  );
}
