/**
 * The mails Attacca sends. React Email and what it rests on take a few hundred
 * milliseconds to load, so import this module only when a mail is to be
 * written: `const { renderLetter } = await import("../emails/mod.ts")`.
 *
 * @module
 */
import { createElement } from "react";
import { render } from "react-email";
import { accountDeleted, type AccountDeletedProps } from "./account_deleted.tsx";
import { accountLeaving, type AccountLeavingProps } from "./account_leaving.tsx";
import { addressChanged, type AddressChangedProps } from "./address_changed.tsx";
import { addressQuestion, type AddressQuestionProps } from "./address_question.tsx";
import { addressTaken, type AddressTakenProps } from "./address_taken.tsx";
import { budgetNotice, type BudgetNoticeProps } from "./budget_notice.tsx";
import { dataExport, type DataExportProps } from "./data_export.tsx";
import { googleChanged, type GoogleChangedProps } from "./google_changed.tsx";
import { incidentNotice, type IncidentNoticeProps } from "./incident_notice.tsx";
import { keysOverdue, type KeysOverdueProps } from "./keys_overdue.tsx";
import type { Letter } from "./letter.ts";
import { scoreAnalysed, type ScoreAnalysedProps } from "./score_analysed.tsx";
import { signInLink, type SignInLinkProps } from "./sign_in_link.tsx";

/** What each letter is told. */
export interface LetterProps {
  readonly "sign-in-link": SignInLinkProps;
  readonly "score-analysed": ScoreAnalysedProps;
  readonly "data-export": DataExportProps;
  readonly "account-leaving": AccountLeavingProps;
  readonly "account-deleted": AccountDeletedProps;
  readonly "incident-notice": IncidentNoticeProps;
  readonly "keys-overdue": KeysOverdueProps;
  readonly "budget-notice": BudgetNoticeProps;
  readonly "google-changed": GoogleChangedProps;
  readonly "address-question": AddressQuestionProps;
  readonly "address-taken": AddressTakenProps;
  readonly "address-changed": AddressChangedProps;
}

/** A letter's name. */
export type Template = keyof LetterProps;

/** A mail ready to send: the subject line and both of its bodies. */
export interface RenderedMail {
  readonly subject: string;
  /** A whole HTML document with no outside resource in it. */
  readonly html: string;
  /** The same in plain text, each link on a line of its own. */
  readonly text: string;
}

const letters: { [T in Template]: Letter<LetterProps[T]> } = {
  "sign-in-link": signInLink,
  "score-analysed": scoreAnalysed,
  "data-export": dataExport,
  "account-leaving": accountLeaving,
  "account-deleted": accountDeleted,
  "incident-notice": incidentNotice,
  "keys-overdue": keysOverdue,
  "budget-notice": budgetNotice,
  "google-changed": googleChanged,
  "address-question": addressQuestion,
  "address-taken": addressTaken,
  "address-changed": addressChanged,
};

/**
 * Writes a letter. What the props hold is escaped in the HTML; `text` carries it
 * as it is, and the subject on one line.
 *
 * @example
 * ```ts
 * const mail = await renderLetter("score-analysed", {
 *   title: "Menuet",
 *   composer: "Christian Petzold",
 *   url: "https://attacca.example/scores/01j…",
 * });
 * ```
 */
export async function renderLetter<T extends Template>(
  template: T,
  props: LetterProps[T],
): Promise<RenderedMail> {
  const { subject, Html, text } = letters[template];
  return {
    // A title from a score can hold anything; a header ends with its line (RFC 5322 section 2.2).
    subject: subject(props).replace(/[\p{Cc}\s]+/gu, " ").trim().slice(0, 200),
    html: await render(createElement(Html, props)),
    text: text(props),
  };
}
