import type { Score } from "../store/scores.ts";
import type { ConsentState } from "../services/consents.ts";
import { Button } from "./Button.tsx";

const FORMS = "plain where it is sure, dotted where it is likely";

/** Who read the score; and, where Gemini may and has not, the button that has it asked. */
export function ReadBy({ score, consent, readByGemini }: {
  score: Score;
  consent: ConsentState;
  readByGemini: boolean;
}) {
  const asked = score.chain.some(({ provider, outcome }) =>
    provider === "gemini" && outcome === "failed"
  );
  const unread = score.chain.some(({ provider, outcome }) =>
    provider === "ocr" && outcome === "failed"
  );
  const offered = consent === "allowed" && !readByGemini && score.gemini === undefined &&
    score.status === "ready" && score.chain.length > 0 && score.pages > 0;
  return (
    <>
      <p class="text-sm text-quiet py-2.5 border-b border-rule">
        {readByGemini
          ? `Read on this server and by Gemini: ${FORMS}.`
          : `Read on this server only: ${FORMS}.`}
        {unread && " The picture of the page could not be read."}
        {offered && asked && " Gemini was asked, and gave no answer that is of use."}
      </p>
      {offered && (
        <form
          method="post"
          action={`/scores/${score.id}/reading`}
          class="py-3 border-b border-rule"
        >
          <Button>{asked ? "Ask Gemini again" : "Have Gemini read it"}</Button>
        </form>
      )}
    </>
  );
}
