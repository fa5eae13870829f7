import { page } from "fresh";
import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import { Button } from "../../components/Button.tsx";
import { ConsentRow } from "../../components/ConsentPanel.tsx";
import { GoogleLink } from "../../components/GoogleLink.tsx";
import { define } from "../../define.ts";
import { googleLink } from "../../http/google_link.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { PURPOSES } from "../../services/integration/definition.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user, session } = signedIn(ctx.state);
    const { library, consents } = ctx.state.services;
    const [scores, states] = await Promise.all([
      library.count(user.id),
      Promise.all(PURPOSES.map((purpose) => consents.state(user.id, purpose))),
    ]);
    return page({
      consents: PURPOSES.map((purpose, n) => ({ purpose, state: states[n] }))
        .filter(({ state }) => state !== "off"),
      email: user.email,
      since: user.createdAt,
      signedInAt: session.createdAt,
      scores,
      google: await googleLink(ctx.state.services, user, ctx.url.searchParams),
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
      {data.consents.length > 0 && (
        <>
          <h2 class="work text-2xl mt-12">What Gemini may do</h2>
          <div class="mt-4 border-t border-rule">
            {data.consents.map(({ purpose, state }) => (
              <ConsentRow key={purpose} purpose={purpose} state={state} returnTo="/account" />
            ))}
          </div>
        </>
      )}
      <GoogleLink {...data.google} />
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
