import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "../../../define.ts";
import { wantsJson } from "../../../http/accept.ts";
import { Problem } from "../../../services/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { mailbox, jobs } = ctx.state.services;
    if (mailbox === null) throw new Problem("nothing_here");
    await jobs.drained(); // Whoever looks is waiting for what is under way.
    const mails = await mailbox.list();
    return wantsJson(ctx.req) ? Response.json(mails) : page({ mails });
  },
});

/** Mail as it would have been sent, newest first. */
export default define.page<typeof handler>(function Mailbox({ data: { mails } }) {
  return (
    <div class="pt-8 sm:pt-10">
      <Head>
        <title>Mailbox · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Mailbox</h1>
      <p class="prose-serif mt-3">
        For development: mail as it would have been sent. Nobody but this machine can see this page.
      </p>
      {mails.length === 0 && <p class="mt-10 text-quiet">No mail yet.</p>}
      <ol class="mt-10 grid gap-14">
        {mails.map(({ id, from, to, subject, text, sentAt }) => (
          <li key={id}>
            <h2 class="font-serif text-xl">{subject}</h2>
            <p class="text-sm text-quiet mt-1 wrap-anywhere">
              From {from} to {to},{" "}
              <time datetime={sentAt}>{sentAt.slice(0, 16).replace("T", " ")} UTC</time>
            </p>
            <iframe
              src={`/dev/mailbox/${id}`}
              title={`Mail to ${to}: ${subject}`}
              sandbox="allow-top-navigation-by-user-activation"
              class="w-full h-[66rem] sm:h-[51rem] border border-rule mt-4 bg-white"
            />
            <details class="mt-2">
              <summary class="cursor-pointer text-quiet min-h-11 py-2.5">As plain text</summary>
              <pre class="whitespace-pre-wrap wrap-anywhere text-sm">{text}</pre>
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
});
