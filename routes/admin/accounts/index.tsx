import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../components/Button.tsx";
import { TextField } from "../../../components/TextField.tsx";
import { define } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

interface Data {
  error?: string;
}

export const handler = define.handlers({
  GET: () => page<Data>({}),

  /** Finds an account by `who`. The address is in no address bar, no log, and not shown back. */
  async POST(ctx) {
    const who = (await readForm(ctx.req)).get("who") ?? "";
    try {
      const id = await ctx.state.services.accounts.find(signedIn(ctx.state), who);
      return ctx.redirect(`/admin/accounts/${id}`, 303);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ error: message }, { status });
    }
  },
});

/** Where an account is looked up. */
export default define.page<typeof handler>(function Accounts({ data: { error } }) {
  return (
    <>
      <Head>
        <title>{`${error ? "Error: " : ""}Accounts · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">Accounts</h1>
      <form method="post" action="/admin/accounts" class="mt-6 grid gap-5 max-w-md">
        <TextField name="who" label="E-mail address or id" error={error} required>
          That an address was looked up is noted, by the id of its account. The address is not.
        </TextField>
        <p>
          <Button kind="primary">Find the account</Button>
        </p>
      </form>
    </>
  );
});
