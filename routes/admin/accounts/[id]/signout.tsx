import { page } from "fresh";
import { AskFirst } from "../../../../components/AskFirst.tsx";
import { define } from "../../../../define.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";

export const handler = define.handlers({
  GET: async (ctx) =>
    page(await ctx.state.services.accounts.look(signedIn(ctx.state), ctx.params.id)),

  async POST(ctx) {
    const { id } = ctx.params;
    await ctx.state.services.accounts.signOut(signedIn(ctx.state), id);
    return ctx.redirect(`/admin/accounts/${id}?done=signed-out`, 303);
  },
});

/** Asks before an account is signed out everywhere. */
export default define.page<typeof handler>(function SignOut({ data: { id, sessions, own } }) {
  const browsers = sessions === 1 ? "the one browser" : `all ${sessions} browsers`;
  return (
    <AskFirst
      title="Sign this account out everywhere?"
      act="Sign out everywhere"
      back={`/admin/accounts/${id}`}
    >
      <p>
        It ends at once in {browsers}.{" "}
        {own ? "You are signed out as well." : "Its person can sign in again as always."}
      </p>
      <p class="font-mono text-sm text-quiet wrap-anywhere">{id}</p>
    </AskFirst>
  );
});
