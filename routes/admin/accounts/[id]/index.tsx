import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../../../components/Ago.tsx";
import { Button, ButtonLink } from "../../../../components/Button.tsx";
import { Day } from "../../../../components/Day.tsx";
import { Fact, Facts } from "../../../../components/desk/Facts.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { RoomBar } from "../../../../components/RoomBar.tsx";
import { define } from "../../../../define.ts";
import { readForm } from "../../../../http/form.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import type { AccountView } from "../../../../services/accounts.ts";

const DONE: Record<string, string> = {
  "signed-out": "It is signed out everywhere.",
  disabled: "Every browser is signed out.",
  enabled: "Its person can sign in again.",
};

/** What was done last, as long as it is so: an address can be kept, and somebody may have done more. */
function told(done: string | null, { disabledAt, sessions }: AccountView): string | null {
  const isSo = {
    "signed-out": sessions === 0,
    disabled: disabledAt !== null,
    enabled: disabledAt === null,
  };
  return Object.entries(isSo).some(([name, so]) => name === done && so) ? DONE[done!] : null;
}

export const handler = define.handlers({
  async GET(ctx) {
    const { accounts, world } = ctx.state.services;
    const account = await accounts.look(signedIn(ctx.state), ctx.params.id);
    const done = told(ctx.url.searchParams.get("done"), account);
    return page({ account, done, now: world.now() });
  },

  /** Enables it again (`do` is `enable`). */
  async POST(ctx) {
    const page = `/admin/accounts/${ctx.params.id}`;
    if ((await readForm(ctx.req)).get("do") !== "enable") return ctx.redirect(page, 303);
    await ctx.state.services.accounts.enable(signedIn(ctx.state), ctx.params.id);
    return ctx.redirect(`${page}?done=enabled`, 303);
  },
});

/** One account: what is so, and what can be done. */
export default define.page<typeof handler>(function Account({ data }) {
  const { account, done, now } = data;
  const { id, createdAt, scores, room, sessions, google, operator, own, disabledAt } = account;
  return (
    <>
      <Head>
        <title>An account · Attacca</title>
      </Head>
      <h1 class="work text-4xl">
        {disabledAt === null ? "This account is open" : "This account is disabled"}
      </h1>
      {done !== null && <Notice kind="success">{done}</Notice>}
      <Facts>
        <Fact name="Id">
          <span class="font-mono text-sm">{id}</span>
        </Fact>
        {disabledAt !== null && (
          <Fact name="Disabled">
            <Ago at={disabledAt} now={now} />: nobody can sign in, its work waits, its links show
            nothing
          </Fact>
        )}
        <Fact name="Since">
          <Day at={createdAt} />
        </Fact>
        <Fact name="Scores">{scores.toLocaleString("en")}</Fact>
        <Fact name="Room">
          <RoomBar {...room} />
        </Fact>
        <Fact name="Signed in">
          {sessions === 0
            ? "nowhere"
            : sessions === 1
            ? "in one browser"
            : `in ${sessions} browsers`}
        </Fact>
        <Fact name="Signs in by">{google ? "mail, Google" : "mail"}</Fact>
        {operator && <Fact name="Operator">yes{own && ", and it is you"}</Fact>}
      </Facts>
      <div class="mt-8 flex flex-wrap items-center gap-3">
        {disabledAt !== null && (
          <form method="post">
            <Button kind="primary" name="do" value="enable">Enable it again</Button>
          </form>
        )}
        {sessions > 0 && (
          <ButtonLink href={`/admin/accounts/${id}/signout`}>Sign out everywhere</ButtonLink>
        )}
        {disabledAt === null && !own && (
          <ButtonLink kind="danger" href={`/admin/accounts/${id}/disable`}>
            Disable the account
          </ButtonLink>
        )}
        <a
          href={`/admin/audit?who=${id}`}
          class="inline-flex items-center min-h-11 px-2 text-accent underline"
        >
          Its audit
        </a>
      </div>
    </>
  );
});
