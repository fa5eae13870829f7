import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AccountPart } from "../../components/AccountPart.tsx";
import { Button } from "../../components/Button.tsx";
import { ConsentRow } from "../../components/ConsentPanel.tsx";
import { Day } from "../../components/Day.tsx";
import { Notice } from "../../components/Notice.tsx";
import { RoomBar } from "../../components/RoomBar.tsx";
import { GoogleLink } from "../../components/GoogleLink.tsx";
import { define } from "../../define.ts";
import { googleLink } from "../../http/google_link.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { ConsentState } from "../../services/consents.ts";
import { type Consent, PURPOSES } from "../../services/integration/definition.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const here = signedIn(ctx.state);
    const { user } = here;
    const { library, consents, sessions, addressChanges, shares, space, operators } =
      ctx.state.services;
    const [scores, states, pending, places, links, room] = await Promise.all([
      library.count(user.id),
      Promise.all(PURPOSES.map((purpose) => consents.state(user.id, purpose))),
      addressChanges.pending(user),
      sessions.list(here),
      shares.list(user.id),
      space.of(user.id),
    ]);
    const asked = PURPOSES.map((purpose, n) => ({ purpose, state: states[n] }))
      .filter(({ state }) => state !== "off");
    return page({
      consents: {
        gemini: asked.filter(({ purpose }) => purpose !== "mail-news"),
        mail: asked.filter(({ purpose }) => purpose === "mail-news"),
      },
      kept: ctx.url.searchParams.has("kept"),
      operator: operators.isOne(user),
      email: user.email,
      since: user.createdAt,
      pending: pending?.to,
      device: here.session.device,
      elsewhere: places.length - 1,
      scores,
      links: links.length,
      room,
      google: await googleLink(ctx.state.services, here, ctx.url.searchParams),
    });
  },
});

export default define.page<typeof handler>(function Account({ data }) {
  const { scores, elsewhere } = data;
  return (
    <div class="max-w-4xl mx-auto pt-10 sm:pt-14">
      <Head>
        <title>Account · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Account</h1>
      <p class="text-quiet mt-3 mb-10">
        {scores === 0
          ? "No scores yet"
          : scores === 1
          ? "One score"
          : `${scores.toLocaleString("en")} scores`}, since <Day at={data.since} />
      </p>
      {data.kept && (
        <Notice kind="success">
          Your account stays, with all that is in it, and links that you shared show it again.{" "}
          {data.consents.gemini.length > 0 && "What you had allowed is asked for anew."}
        </Notice>
      )}
      <AccountPart id="address" title="Address">
        <p class="wrap-anywhere">
          <strong>{data.email}</strong>
        </p>
        {data.pending !== undefined && (
          <p class="wrap-anywhere">
            To become <strong>{data.pending}</strong> when both mailboxes have confirmed it.
          </p>
        )}
        <Link href="/account/address">
          {data.pending === undefined ? "Change the address" : "See how the change stands"}
        </Link>
      </AccountPart>
      <GoogleLink {...data.google} />
      <AccountPart id="sessions" title="Where you are signed in">
        <p>
          Here{data.device !== undefined && `: ${data.device}`}
          {elsewhere === 0
            ? ". Nowhere else."
            : elsewhere === 1
            ? ". And in one other place."
            : `. And in ${elsewhere} other places.`}
        </p>
        <Link href="/account/sessions">See where, and sign out there</Link>
      </AccountPart>
      <AccountPart id="device" title="Another device">
        <p>When its sign-in mail does not come, you can let it in from here.</p>
        <Link href="/account/approve">Let another device in</Link>
      </AccountPart>
      <AccountPart id="room" title="Room for scores">
        <RoomBar {...data.room} />
        <p>What is in the bin counts until the bin is emptied.</p>
        <Link href="/scores/bin">Open the bin</Link>
      </AccountPart>
      <AccountPart id="kept" title="On this device">
        <p>Scores that you keep here open without a network.</p>
        <Link href="/account/device">See what is kept on this device</Link>
      </AccountPart>
      <AccountPart id="shared" title="Shared by link">
        <p>
          {data.links === 0
            ? "Nothing. On the page of a score or a collection you can make a link to it."
            : data.links === 1
            ? "One link shows something of yours to whoever has it."
            : `${data.links} links show something of yours to whoever has them.`}
        </p>
        {data.links > 0 && <Link href="/account/shared">See them, and end them</Link>}
      </AccountPart>
      <ConsentPart id="gemini" title="What Gemini may do" consents={data.consents.gemini} />
      <ConsentPart id="mail" title="Mail to you" consents={data.consents.mail} />
      <AccountPart id="privacy" title="Privacy">
        <p>Each time that something of yours was sent to somebody else is written down for you.</p>
        <Link href="/account/ledger">See what has left the house</Link>
        <Link href="/privacy">What is kept, where, and how long</Link>
      </AccountPart>
      <AccountPart id="copy" title="A copy to keep">
        <p>
          All that is yours, in one file. Another Attacca can bring in the library that is in it.
        </p>
        <Link href="/account/export">Take a copy of everything</Link>
        <Link href="/account/import">Bring in an export</Link>
      </AccountPart>
      {data.operator && (
        <AccountPart id="desk" title="The desk">
          <p>You run this house.</p>
          <Link href="/admin">How everything is, and what can be done</Link>
        </AccountPart>
      )}
      <AccountPart id="leave" title="Leave">
        <form method="post" action="/signout">
          <Button>Sign out</Button>
        </form>
        <Link href="/account/delete">Delete the account and all that is in it</Link>
      </AccountPart>
    </div>
  );
});

/** How the person stands to some purposes; nothing where nobody would be asked. */
function ConsentPart({ id, title, consents }: {
  id: string;
  title: string;
  consents: { purpose: Consent; state: ConsentState }[];
}) {
  if (consents.length === 0) return null;
  return (
    <AccountPart id={id} title={title}>
      <div class="-mt-4">
        {consents.map(({ purpose, state }) => (
          <ConsentRow key={purpose} purpose={purpose} state={state} returnTo="/account" />
        ))}
      </div>
    </AccountPart>
  );
}

function Link({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} class="inline-flex items-center min-h-11 -mt-2 text-accent underline">
      {children}
    </a>
  );
}
