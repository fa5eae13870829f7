import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../components/Ago.tsx";
import { Button } from "../../components/Button.tsx";
import { LastUsed } from "../../components/LastUsed.tsx";
import { Notice } from "../../components/Notice.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { Listed } from "../../services/identity/session.ts";
import { isId } from "../../services/world.ts";

const DONE = {
  one: "That browser is signed out.",
  others: "Everybody but this browser is signed out.",
};

export const handler = define.handlers({
  async GET(ctx) {
    const { sessions, world } = ctx.state.services;
    const done = ctx.url.searchParams.get("done");
    return page({
      sessions: await sessions.list(signedIn(ctx.state)),
      now: world.now(),
      done: done === "one" || done === "others" ? DONE[done] : null,
    });
  },

  /** Ends one session, or all but this one. */
  async POST(ctx) {
    const { sessions } = ctx.state.services;
    const here = signedIn(ctx.state);
    const end = (await readForm(ctx.req)).get("end") ?? "";
    if (end === "others") await sessions.endOthers(here);
    else if (isId(end)) await sessions.end({ userId: here.user.id, id: end });
    return ctx.redirect(`/account/sessions?done=${end === "others" ? "others" : "one"}`, 303);
  },
});

export default define.page<typeof handler>(function Sessions({ data }) {
  const { sessions, now, done } = data;
  return (
    <div class="max-w-2xl mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Where you are signed in · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Where you are signed in</h1>
      <p class="prose-serif mt-4">
        A sign-in ends by itself after thirty days without use, and after ninety days in any case.
      </p>
      {done !== null && <Notice kind="success">{done}</Notice>}
      <ul class="mt-8 border-t border-rule">
        {sessions.map((session) => <Place key={session.id} session={session} now={now} />)}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action="/account/sessions" class="mt-8">
          <Button kind="primary" name="end" value="others">Sign out everywhere else</Button>
        </form>
      )}
      <p class="mt-8">
        <a href="/account" class="text-accent underline">Back to the account</a>
      </p>
    </div>
  );
});

function Place({ session, now }: { session: Listed; now: number }) {
  const { id, device = "A browser that we do not know", createdAt, seenAt, isThis } = session;
  return (
    <li class="flex flex-wrap items-center gap-x-6 gap-y-3 py-4 border-b border-rule">
      <div class="flex-1 min-w-56">
        <p id={id} class="font-medium">{device}</p>
        <p class="text-sm text-quiet">
          Signed in <Ago at={createdAt} now={now} />
          {isThis ? " in this browser" : (
            <>
              , <LastUsed at={seenAt} now={now} />
            </>
          )}
        </p>
      </div>
      {!isThis && (
        <form method="post" action="/account/sessions">
          <Button name="end" value={id} describedBy={id}>Sign out there</Button>
        </form>
      )}
    </li>
  );
}
