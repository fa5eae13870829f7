import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import { Button } from "./Button.tsx";

/** Asks before something is done that is hard to undo, or is done to many. */
export function AskFirst({ title, act, kind = "danger", back, sent = [], children }: {
  title: string;
  /** What the button says. */
  act: string;
  kind?: "danger" | "primary";
  /** Where it leads to do nothing. */
  back: string;
  /** What the form sends. */
  sent?: readonly (readonly [name: string, value: string])[];
  /** What follows from it. */
  children: ComponentChildren;
}) {
  return (
    <div class="max-w-prose">
      <Head>
        <title>{`${title} · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">{title}</h1>
      <div class="mt-4 grid gap-3">{children}</div>
      <form method="post" class="mt-8 flex flex-wrap items-center gap-x-6 gap-y-3">
        {sent.map(([name, value]) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        ))}
        <Button kind={kind}>{act}</Button>
        <a href={back} class="inline-flex items-center min-h-11 text-accent underline">
          Do nothing
        </a>
      </form>
    </div>
  );
}
