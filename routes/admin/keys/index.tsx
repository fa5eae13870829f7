import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Day } from "../../../components/Day.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { define } from "../../../define.ts";
import { IconCheck, IconMinus, IconWarning } from "../../../icons/icons.tsx";
import type { KeyView } from "../../../services/keys.ts";

export const handler = define.handlers({
  GET: (ctx) => {
    const { keys } = ctx.state.services;
    return page({ keys: keys.list(), unset: keys.unset() });
  },
});

/** How old each secret is, and how it is changed. */
export default define.page<typeof handler>(function Keys({ data: { keys, unset } }) {
  const overdue = keys.filter((key) => key.overdue).length;
  const unsaid = keys.some(({ issuedAt }) => issuedAt === null);
  return (
    <>
      <Head>
        <title>Keys · Attacca</title>
      </Head>
      <h1 class="work text-4xl">
        {overdue === 0
          ? unsaid ? "No key is known to be overdue" : "No key is overdue"
          : overdue === 1
          ? "One key is overdue"
          : `${overdue} keys are overdue`}
      </h1>
      <p class="mt-3 max-w-prose text-quiet">
        A secret is to be changed after 90 days. Only the names of the settings are here; no page
        shows a secret.
      </p>
      {unsaid && (
        <Notice>
          Where it says “issued: not said”, put the day into <code>KEYS_ISSUED</code>, such as{" "}
          <code class="wrap-anywhere">
            {keys.find(({ issuedAt }) => issuedAt === null)!.name}=2026-09-01
          </code>
          .
        </Notice>
      )}
      {unset.length > 0 && (
        <Notice>
          <code>KEYS_ISSUED</code> names what is not set here:{" "}
          <code class="wrap-anywhere">{unset.join(", ")}</code>.
        </Notice>
      )}
      <div class="mt-6">{keys.map((key) => <Key key={key.name} of={key} />)}</div>
    </>
  );
});

function Key({ of }: { of: KeyView }) {
  const { name, title, issuedAt, days, dueAt, overdue, steps } = of;
  const [Icon, colour, words] = overdue
    ? [IconWarning, "text-danger", "Overdue"] as const
    : dueAt === null
    ? [IconMinus, "text-quiet", "Not known"] as const
    : [IconCheck, "text-success", "In time"] as const;
  return (
    <section aria-labelledby={name} class="py-5 border-t border-rule">
      <div class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id={name} class="font-serif text-xl">{title}</h2>
        <p class={`inline-flex items-center gap-2 font-medium ${colour}`}>
          <Icon class="shrink-0" />
          {words}
        </p>
      </div>
      <p class="text-sm text-quiet wrap-anywhere">
        <code>{name}</code>
      </p>
      <p class="mt-1">
        {issuedAt === null ? "Issued: not said" : (
          <>
            Issued <Day at={issuedAt} />: {told(days!)}
          </>
        )}
        {dueAt !== null && (
          <>
            . {overdue ? "Due since" : "Due"} <Day at={dueAt} />
          </>
        )}
      </p>
      <details class="mt-1" open={overdue}>
        <summary class="inline-flex items-center min-h-11 cursor-pointer text-accent underline">
          How to change it
        </summary>
        <ol class="list-decimal pl-5 grid gap-1 max-w-prose">
          {steps.map((step) => <li key={step}>{step}</li>)}
        </ol>
      </details>
    </section>
  );
}

function told(days: number): string {
  if (days < 0) return "that is a day to come, so look at KEYS_ISSUED";
  return days === 1 ? "one day old" : `${days} days old`;
}
