import type { ComponentChildren } from "preact";
import type { Consent } from "../services/integration/definition.ts";
import type { ConsentState } from "../services/consents.ts";
import { Button } from "./Button.tsx";
import { CONSENT_TEXTS } from "./consent_texts.ts";

interface Props {
  purpose: Consent;
  /** The path to come back to. */
  returnTo: string;
  /** The score that the answer is given at: it need not wait for the next one. */
  scoreId?: string;
}

/** Asks once, in plain words, with two answers of the same weight. */
export function ConsentPanel({ purpose, returnTo, scoreId }: Props) {
  const { question, what, promise, yes, no } = CONSENT_TEXTS[purpose];
  return (
    <section
      aria-labelledby={`consent-${purpose}`}
      class="no-print border-y border-rule py-5 my-6 max-w-prose"
    >
      <h2 id={`consent-${purpose}`} class="work text-xl">{question}</h2>
      <p class="mt-2">
        {what} {promise} You can take it back at any time on your account page.
      </p>
      <ConsentForm purpose={purpose} returnTo={returnTo} scoreId={scoreId}>
        <Button name="answer" value="yes">{yes}</Button>
        <Button name="answer" value="no">{no}</Button>
      </ConsentForm>
    </section>
  );
}

/** How a person stands to a purpose, with the button that changes it. */
export function ConsentRow({ purpose, returnTo, state }: Props & { state: ConsentState }) {
  const { what, promise, yes, no, allowed, refused, question } = CONSENT_TEXTS[purpose];
  return (
    <section class="py-4 border-b border-rule">
      <h3 class="font-medium">
        {state === "allowed" ? allowed : state === "refused" ? refused : question}
      </h3>
      <p class="text-sm text-quiet mt-1 max-w-prose">{what} {promise}</p>
      <ConsentForm purpose={purpose} returnTo={returnTo}>
        {state !== "allowed" && <Button name="answer" value="yes">{yes}</Button>}
        {state !== "refused" && <Button name="answer" value="no">{no}</Button>}
      </ConsentForm>
    </section>
  );
}

function ConsentForm(
  { purpose, returnTo, scoreId, children }: Props & { children: ComponentChildren },
) {
  return (
    <form method="post" action="/account/consents" class="flex flex-wrap gap-3 mt-4">
      <input type="hidden" name="purpose" value={purpose} />
      <input type="hidden" name="returnTo" value={returnTo} />
      {scoreId !== undefined && <input type="hidden" name="score" value={scoreId} />}
      {children}
    </form>
  );
}
