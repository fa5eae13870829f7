import { Head } from "fresh/runtime";
import { Button } from "../Button.tsx";
import { Notice } from "../Notice.tsx";
import { TextField } from "../TextField.tsx";
import type { ShareView, Target } from "../../services/sharing/shares.ts";
import type { Term } from "../../services/sharing/terms.ts";
import CopyText from "../../islands/CopyText.tsx";
import { small } from "../library/lettering.ts";
import { ShareRow } from "./ShareRow.tsx";

/** What the page of sharing shows. */
export interface SharePageData {
  target: Target;
  shares: readonly ShareView[];
  now: number;
  /** The link that was made just now. */
  made?: { link: string; whom: string };
  typed: { whom: string; term: Term; download: boolean };
  error?: string;
}

const TERM_NAMES: Record<Term, string> = {
  day: "For a day",
  week: "For a week",
  month: "For a month",
  always: "Until you end it",
};

/** Makes links to a score or a list, and shows those that there are. */
export function SharePage({ target, shares, now, made, typed, error }: SharePageData) {
  const here = target.kind === "score" ? `/scores/${target.id}` : `/collections/${target.id}`;
  return (
    <div class="max-w-xl pt-8 sm:pt-10">
      <Head>
        <title>{`${error ? "Error: " : ""}Share ${target.name} · Attacca`}</title>
      </Head>
      <p>
        <a
          href={here}
          class="text-accent underline inline-flex items-center min-h-11 wrap-anywhere"
        >
          {`Back to ${target.name}`}
        </a>
      </p>
      <h1 class="work text-4xl">Share by a link</h1>
      <p class="prose-serif mt-3">
        {target.kind === "score"
          ? "Whoever has the link sees the pages of this score, without an account. Nothing else of your library is shown, and not who you are."
          : "Whoever has the link sees this list and the pages of its scores, also what you put in later, without an account. Nothing else of your library is shown, and not who you are."}
      </p>
      {made !== undefined && (
        <Notice kind="success">
          <p>{`The link for ${made.whom} is made. Copy it now: it is shown this once.`}</p>
          <label for="link" class="sr-only">The link</label>
          <input
            id="link"
            readonly
            value={made.link}
            class="block w-full min-h-11 px-3 mt-3 rounded-sm bg-raised border border-edge tabular-nums"
          />
          <p class="mt-2 flex flex-wrap items-center gap-x-4">
            <CopyText from="link" class={small} />
            <a
              href={made.link}
              class="inline-flex items-center min-h-11 text-accent underline"
            >
              See what it shows
            </a>
          </p>
        </Notice>
      )}
      <form method="post" action={`${here}/share`} class="grid gap-5 mt-6">
        <TextField name="whom" label="Whom it is for" value={typed.whom} required error={error}>
          Only you see this.
        </TextField>
        <fieldset>
          <legend class="text-sm font-medium">How long it works</legend>
          <div class="grid sm:grid-cols-2">
            {Object.entries(TERM_NAMES).map(([term, name]) => (
              <label key={term} class="inline-flex items-center gap-3 min-h-11 cursor-pointer">
                <input
                  type="radio"
                  name="term"
                  value={term}
                  checked={term === typed.term}
                  class="size-5 shrink-0 accent-accent"
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        <label class="inline-flex items-center gap-3 min-h-11 cursor-pointer">
          <input
            type="checkbox"
            name="download"
            value="yes"
            checked={typed.download}
            class="size-5 shrink-0 accent-accent"
          />
          {target.kind === "score" ? "The file may be downloaded" : "The files may be downloaded"}
        </label>
        <p>
          <Button kind="primary" name="act" value="make">Make a link</Button>
        </p>
      </form>
      {shares.length > 0 && (
        <section aria-labelledby="running" class="mt-10">
          <h2 id="running" class="work text-2xl">Links that work</h2>
          <ul class="border-t border-rule mt-3">
            {shares.map((share) => (
              <ShareRow key={share.id} share={share} now={now} action={`${here}/share`} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
