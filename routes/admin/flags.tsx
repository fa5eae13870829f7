import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../components/Ago.tsx";
import { FlagForm, whoever } from "../../components/desk/FlagForm.tsx";
import { Notice } from "../../components/Notice.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import type { WishFate } from "../../services/desk/flags.ts";
import { parseShare } from "../../services/integration/flag_changes.ts";
import { isFlagName } from "../../services/integration/flag_names.ts";

const SAID: Record<WishFate | "share", { good: boolean; text: string }> = {
  done: { good: true, text: "It is set. Everybody sees it within five seconds." },
  same: { good: true, text: "It was so already; nothing was changed." },
  changed: {
    good: false,
    text: "Somebody else has changed it since you opened this page, so nothing was changed. Look " +
      "at how it is now, and set it again.",
  },
  unknown: { good: false, text: "There is no such flag, so nothing was changed." },
  person: {
    good: false,
    text: "There is no account of one of these ids or addresses, so nothing was changed.",
  },
  many: { good: false, text: "These are too many people: at most 500. Nothing was changed." },
  share: {
    good: false,
    text: "Say for how many of 100 people, from 0 to 100. Nothing was changed.",
  },
};

export const handler = define.handlers({
  async GET(ctx) {
    const { flagDesk, world } = ctx.state.services;
    const query = ctx.url.searchParams;
    const said = query.get("said") ?? "";
    const name = query.get("flag") ?? "";
    const [flags, history] = await Promise.all([flagDesk.list(), flagDesk.history()]);
    return page({
      flags,
      history,
      me: signedIn(ctx.state).user.id,
      now: world.now(),
      name: isFlagName(name) ? name : null,
      said: Object.hasOwn(SAID, said) ? SAID[said as keyof typeof SAID] : null,
    });
  },

  /** Sets one flag. */
  async POST(ctx) {
    const { flagDesk } = ctx.state.services;
    const form = await readForm(ctx.req);
    const name = form.get("name") ?? "";
    const chosen = form.get("share") ?? "";
    const percent = (form.get("percent") ?? "").trim();
    const share = parseShare(chosen === "some" ? `${percent}%` : chosen);
    const toDefault = form.get("act") === "default";
    const said = !toDefault && share === null ? "share" : await flagDesk.change(
      signedIn(ctx.state),
      name,
      toDefault ? null : { share: share!, keep: form.getAll("keep"), add: form.get("add") ?? "" },
      form.get("seen") ?? "",
    );
    return ctx.redirect(`/admin/flags?${new URLSearchParams({ said, flag: name })}`, 303);
  },
});

export default define.page<typeof handler>(function Flags({ data }) {
  const { flags, history, me, now, said, name } = data;
  return (
    <>
      <Head>
        <title>Flags · The desk · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Flags</h1>
      <p class="mt-3 text-quiet max-w-prose">
        A flag switches a service, or one thing that it does. What is done for nobody in particular,
        such as mail, is on where it is on for everybody.
      </p>
      {said !== null && (
        <Notice kind={said.good ? "success" : "error"}>
          {name !== null && <strong class="font-medium wrap-anywhere">{name}:</strong>}
          {said.text}
        </Notice>
      )}
      <div class="mt-8">
        {flags.map((flag) => <FlagForm key={flag.name} flag={flag} me={me} now={now} />)}
      </div>
      <section aria-labelledby="history" class="mt-6 pt-8 border-t border-rule">
        <h2 id="history" class="font-serif text-2xl">Who changed what, in the last ninety days</h2>
        {history.length === 0
          ? <p class="mt-3 text-quiet">Nobody changed anything.</p>
          : (
            <ol class="mt-4 border-t border-rule">
              {history.map(({ id, at, by, to, more }) => (
                <li key={id} class="py-3 border-b border-rule wrap-anywhere">
                  <strong class="font-medium">{to}</strong>: {more}
                  <span class="block text-sm text-quiet">
                    <Ago at={at} now={now} /> by {whoever(by, me)}
                  </span>
                </li>
              ))}
            </ol>
          )}
      </section>
    </>
  );
});
