import { page } from "fresh";
import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user, session } = signedIn(ctx.state);
    const scores = await ctx.state.services.library.count(user.id);
    return page({
      email: user.email,
      since: user.createdAt,
      signedInAt: session.createdAt,
      scores,
    });
  },
});

export default define.page<typeof handler>(function Account({ data }) {
  return (
    <div class="max-w-xl pt-10 sm:pt-14">
      <Head>
        <title>Account · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Account</h1>
      <dl class="mt-8 border-t border-rule">
        <Row term="E-mail address">{data.email}</Row>
        <Row term="Scores">{data.scores.toLocaleString("en")}</Row>
        <Row term="Library since">
          <Day at={data.since} />
        </Row>
        <Row term="Signed in here since">
          <Day at={data.signedInAt} />
        </Row>
      </dl>
      <p class="mt-6">
        <a href="/account/approve" class="text-accent underline">Let another device in</a>{" "}
        when its sign-in mail does not come.
      </p>
      <form method="post" action="/signout" class="mt-8">
        <Button>Sign out</Button>
      </form>
    </div>
  );
});

function Row({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div class="sm:grid sm:grid-cols-[12rem_1fr] py-3 border-b border-rule">
      <dt class="text-quiet">{term}</dt>
      <dd class="break-all">{children}</dd>
    </div>
  );
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

function Day({ at }: { at: number }) {
  return <time datetime={new Date(at).toISOString()}>{DAY.format(at)}</time>;
}
