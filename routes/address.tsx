import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { define } from "../define.ts";
import { readForm } from "../http/form.ts";
import type { Question } from "../services/identity/address_change.ts";

/** The address carries a secret, which must go nowhere. */
const UNSEEN = { "referrer-policy": "no-referrer", "cache-control": "no-store" };

interface Data {
  token: string;
  /** Null where the old mailbox has had the last word. */
  question: Question | null;
}

export const handler = define.handlers({
  /** Changes nothing: mail scanners follow links, but send no forms. */
  async GET(ctx) {
    const query = ctx.url.searchParams;
    const token = query.get("token") ?? "";
    const refused = query.get("done") === "refused";
    const question = refused ? null : await ctx.state.services.addressChanges.look(token);
    return page<Data>({ token, question }, { headers: UNSEEN });
  },

  /** A mailbox's answer; nobody needs to be signed in for it. */
  async POST(ctx) {
    const { addressChanges } = ctx.state.services;
    const form = await readForm(ctx.req);
    const token = form.get("token") ?? "";
    const refused = form.get("answer") === "no";
    await (refused ? addressChanges.refuse(token) : addressChanges.confirm(token));
    const query = new URLSearchParams(refused ? { done: "refused" } : { token });
    return ctx.redirect(`/address?${query}`, 303);
  },
});

/** Where a mailbox says whether the address of an account is to be changed. */
export default define.page<typeof handler>(function Address({ data }) {
  return (
    <div class="max-w-md mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Change of address · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Change of address</h1>
      {data.question === null ? <Refused /> : <Ask token={data.token} {...data.question} />}
    </div>
  );
});

function Ask({ token, side, from, to, state }: Question & { token: string }) {
  return (
    <>
      {state === "confirmed" && (
        <Notice kind="success">
          Confirmed. Now press the button in the mail to the {side === "old" ? "new" : "old"}{" "}
          address; then it changes.
        </Notice>
      )}
      {state === "done" && (
        <Notice kind="success">
          The address is <strong class="wrap-anywhere">{to}</strong> now. Sign in with it.
        </Notice>
      )}
      {state === "open" && (
        <p class="prose-serif mt-4">
          {side === "old"
            ? (
              <>
                Your library is to go by <strong class="wrap-anywhere">{to}</strong> instead of{" "}
                <strong class="wrap-anywhere">{from}</strong>. Everybody is signed out then, but for
                the browser that asked if it has not signed in again since.
              </>
            )
            : (
              <>
                A library is to go by <strong class="wrap-anywhere">{to}</strong>{" "}
                from now on. Whoever asked for it stays signed in to it. If that was not you, close
                this page: then nothing is changed.
              </>
            )}
        </p>
      )}
      {state === "open" && (
        <form method="post" action="/address" class="mt-8">
          <input type="hidden" name="token" value={token} />
          <Button kind="primary" name="answer" value="yes">
            {side === "old" ? "Yes, change it" : "Yes, use this address"}
          </Button>
        </form>
      )}
      {side === "old" && (
        <form method="post" action="/address" class="mt-10 border-t border-rule pt-6">
          <input type="hidden" name="token" value={token} />
          <p class="mb-4">
            {state === "done"
              ? "If it was not you who changed it: this puts the old address back, signs everybody out, and disconnects Google."
              : "If it was not you who asked: this stops it, signs everybody out, and disconnects Google."}
          </p>
          <Button name="answer" value="no">This was not me</Button>
        </form>
      )}
    </>
  );
}

function Refused() {
  return (
    <>
      <Notice kind="success">
        The library goes by its old address. Everybody is signed out, and Google is disconnected.
      </Notice>
      <p class="prose-serif">
        Sign in by mail. Nobody else can, unless they read your mail too.
      </p>
      <p class="mt-8">
        <ButtonLink href="/signin" kind="primary">Sign in</ButtonLink>
      </p>
    </>
  );
}
