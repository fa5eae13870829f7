import { page } from "fresh";
import { AskFirst } from "../../../../components/AskFirst.tsx";
import { define } from "../../../../define.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";

export const handler = define.handlers({
  GET: async (ctx) =>
    page(await ctx.state.services.accounts.look(signedIn(ctx.state), ctx.params.id)),

  async POST(ctx) {
    const { id } = ctx.params;
    await ctx.state.services.accounts.disable(signedIn(ctx.state), id);
    return ctx.redirect(`/admin/accounts/${id}?done=disabled`, 303);
  },
});

/** Asks before an account is disabled. */
export default define.page<typeof handler>(function Disable({ data: { id, operator } }) {
  return (
    <AskFirst
      title="Disable this account?"
      act="Disable the account"
      back={`/admin/accounts/${id}`}
    >
      <ul class="list-disc pl-5 grid gap-1">
        <li>Every browser is signed out at once.</li>
        <li>Nobody can sign in: not by mail, not with Google, not from another device.</li>
        <li>Whoever tries and has its mailbox is told that it is closed, and to ask you.</li>
        <li>Its work waits, and the links by which it shows scores show nothing.</li>
        <li>Nothing is deleted. You can enable it again at any time.</li>
      </ul>
      {operator && <p>This is the account of another operator.</p>}
      <p class="font-mono text-sm text-quiet wrap-anywhere">{id}</p>
    </AskFirst>
  );
});
