import type { ComponentChildren } from "preact";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "../define.ts";

export const handler = define.handlers({
  GET: (ctx) => page({ ...ctx.state.services.privacy, signedIn: ctx.state.signedIn !== null }),
});

/** What is kept of people here, and who else sees what. */
export default define.page<typeof handler>(function Privacy({ data }) {
  const { database, files, recipients, terms, signedIn } = data;
  return (
    <div class="max-w-2xl mx-auto pt-10 sm:pt-16">
      <Head>
        <title>Privacy · Attacca</title>
        <meta name="description" content="What Attacca keeps of you, where, and how long." />
      </Head>
      <h1 class="work text-4xl sm:text-5xl">Privacy</h1>
      <p class="prose-serif mt-5">
        This server keeps what you bring in and what you type, so that you find it again. It shows
        it to nobody but you, and to whoever has a link that you made. There is no advertising, and
        no counting of visits.
      </p>

      <Part id="what" title="What is kept">
        <ul class="list-disc pl-5 grid gap-1">
          <li>
            your address, and with Google your account’s number and address there; no password, and
            no key to that account
          </li>
          <li>your scores: the files, pictures of their pages, what was read and what you typed</li>
          <li>photos that you are putting together</li>
          <li>
            your collections, tags, practice notes, what you opened last, and where you left off
          </li>
          <li>what you allowed, and what was sent to others on your behalf</li>
          <li>
            where you are signed in: the kind of browser and when, not your address on the network
          </li>
          <li>
            how often something was tried with an address, or from a network, so that nobody tries
            too often: by a fingerprint, which tells neither, unless somebody knows it and compares
          </li>
        </ul>
      </Part>

      <Part id="device" title="On your device">
        <ul class="list-disc pl-5 grid gap-1">
          <li>a cookie that keeps you signed in, until you sign out or the sign-in ends</li>
          <li>
            one that tells this browser from others while you sign in, for a quarter of an hour at
            most
          </li>
          <li>one for how you like to look at pages, for a year</li>
          <li>one that says, for ten minutes, that an account was deleted there, and not whose</li>
          <li>
            that you switched keys off, where you did, and until the window is closed how long a
            score has been in sight, for your practice
          </li>
          <li>
            scores that you keep there to open without a network: they go when you sign out there,
            or when the device next comes here after you were signed out elsewhere
          </li>
        </ul>
      </Part>

      <Part id="where" title="Where">
        <p>{database}</p>
        <p>The files of scores: {files.charAt(0).toLowerCase() + files.slice(1)}</p>
        <p>
          Whoever runs this server can read what is on it. What operators do is written down.
        </p>
      </Part>

      <Part id="who" title="Who else gets what">
        {recipients.length === 0
          ? <p>Nobody: no other service is set up here.</p>
          : (
            <dl class="grid gap-4">
              {recipients.map(({ name, purpose, sends, asked }) => (
                <div key={name}>
                  <dt class="font-medium">{name}, which {purpose}</dt>
                  <dd class="text-quiet">
                    It gets {sends}. {asked
                      ? "You are asked first, and can take it back at any time."
                      : "Without it that cannot be done."}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        {recipients.length > 0 && <p>How long they keep it, they say themselves.</p>}
        <p>
          {signedIn
            ? (
              <a href="/account/ledger" class="text-accent underline">
                See each time that something of yours was sent
              </a>
            )
            : "When you are signed in, your account page lists each time that something was sent."}
        </p>
      </Part>

      <Part id="long" title="How long">
        <table class="w-full text-left">
          <caption class="sr-only">What goes by itself, and after how long</caption>
          <tbody>
            {terms.map(({ what, term }) => (
              <tr key={what} class="border-b border-rule align-top">
                <th scope="row" class="font-normal py-2 pr-4">{what}</th>
                <td class="py-2">{term}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          When you delete your account all of it goes. What stays is the list of calls to other
          services and of what operators did, with a number in the place of your name, for 400 days;
          and by their fingerprints how often something was tried with your address, for 30 days,
          and addresses that mail does not reach or that want none, for good.
        </p>
        <p>
          Whoever runs this server may keep backups of it. What you delete stays in those for as
          long as they are kept.
        </p>
      </Part>

      <Part id="rights" title="What you can do">
        <p>
          On your account page: take what you allowed back, see what was sent, end sign-ins and
          shared links, take a copy of everything and bring it in elsewhere, and delete everything.
        </p>
      </Part>
    </div>
  );
});

function Part({ id, title, children }: {
  id: string;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section aria-labelledby={id} class="mt-10 pt-8 border-t border-rule grid gap-4">
      <h2 id={id} class="font-serif text-2xl">{title}</h2>
      {children}
    </section>
  );
}
