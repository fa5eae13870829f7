/**
 * An explanation, made ready to be shown.
 *
 * @module
 */
import type { Explanation } from "../../store/explanations.ts";
import { EXPLAIN_WITHIN_MS } from "./explain_job.ts";
import { type Block, prose } from "./prose.ts";

/** What a page shows of an explanation of Gemini's; it can be sent as JSON. */
export interface ExplanationView {
  readonly status: Explanation["status"];
  readonly blocks: readonly Block[];
  /** How it stands, in a sentence or two; "" where there is nothing to say. */
  readonly notice: string;
  /** Who wrote it; "" where there is no text. */
  readonly source: string;
  /** It is tried again, but not at once. */
  readonly retry: boolean;
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** "25 November 2026" */
const day = (at: number) => DAY.format(at);
/** "25 November 2026, 14:05 UTC" */
const moment = (at: number) => `${day(at)}, ${TIME.format(at)} UTC`;

/** Why one that waits is not being written, by code; any other code is Gemini not answering. */
const waits: Record<string, (row: Explanation) => string> = {
  turns_used: () =>
    "You asked for many explanations within a minute. This one is written by itself in a moment.",
  quota_exhausted: ({ retryAt, updatedAt }) =>
    "What this server may ask of Gemini is used up for now. " +
    `It will be asked again by itself on ${moment(retryAt ?? updatedAt)}.`,
};

/** Why one that failed did. */
const failures: Record<string, string> = {
  rejected: "Gemini would not explain this score.",
  consent_required: "Nothing was sent, because you do not allow it any more.",
  disabled: "Explanations by Gemini are switched off right now.",
  page_broken: "No page of this score can be drawn, so there was nothing to show to Gemini.",
  internal: "Something broke on our side before Gemini could be asked. Ask again.",
};

function notice(row: Explanation): string {
  const { status, code, text, requestedAt } = row;
  if (status === "done") return "";
  if (status === "writing") return "Gemini is writing.";
  const broken = text === "" ? "" : " What stands here broke off in the middle.";
  if (status === "failed") {
    return (failures[code ?? ""] ?? "Gemini did not answer for a day. Ask again when you like.") +
      broken;
  }
  if (code === null) return "Gemini has been asked. The text appears here while it is written.";
  const why = waits[code]?.(row) ?? "Gemini is not answering. It will be asked again by itself " +
      `until ${moment(requestedAt + EXPLAIN_WITHIN_MS)}.`;
  return why + broken;
}

function source({ status, text, model, updatedAt }: Explanation): string {
  if (text === "") return "";
  return status === "done"
    ? `Written by Gemini (${model}) on ${day(updatedAt)}; it can be wrong.`
    : `Begun by Gemini (${model}), not finished; it can be wrong.`;
}

/** What a page shows of it. The text is a stranger's: it comes as blocks of plain text. */
export function explanationView(row: Explanation): ExplanationView {
  return {
    status: row.status,
    blocks: prose(row.text),
    notice: notice(row),
    source: source(row),
    retry: row.retryAt !== null,
  };
}
