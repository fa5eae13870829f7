/**
 * The person's own list of what of theirs has left the house: when, to whom, what for, how much, and
 * what came of it. It is the audit that the door writes, in words.
 *
 * @module
 */
import type { AuditEntry, Place } from "../store/audit.ts";
import type { Store } from "../store/store.ts";
import { WORDS } from "./health/words.ts";
import type { IntegrationName } from "./integration/definition.ts";
import type { IntegrationErrorCode } from "./integration/error.ts";
import type { Template } from "./mail/letter.ts";
import { Problem } from "./problem.ts";
import { isId, type World } from "./world.ts";

/** One time. */
export interface LedgerEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who got it. */
  readonly to: string;
  /** What was sent and what for; "A mail: your sign-in link". */
  readonly what: string;
  /** The score that it was of, where it was of one that is still there. */
  readonly score: { readonly id: string; readonly title: string } | null;
  readonly bytes: number;
  /** What came of it. */
  readonly came: string;
}

/** A page of them, and where the next begins. */
export interface LedgerPage {
  readonly entries: readonly LedgerEntry[];
  readonly next: string | null;
}

export type Ledger = ReturnType<typeof createLedger>;

const PER_PAGE = 50;

/** What is done by each call; whatever is not here is said by the call's own name. */
const WHAT: Readonly<Record<string, string>> = {
  "gemini/read-score": "Pictures of the first pages of a score, to be read",
  "gemini/explain-score": "Pictures of the first pages of a score, to be explained",
  "google-oauth/revoke": "Nothing was sent but the wish to end the connection there",
  "storage/keep-file": "A file of yours, to be kept",
  "storage/fetch-file": "Nothing was sent: a file of yours came back",
  "storage/remove-file": "Nothing was sent: a file of yours was taken away there",
};

const MAILS: Readonly<Record<Template, string>> = {
  "sign-in-link": "your sign-in link",
  "address-question": "the question about your new address",
  "address-changed": "that your address was changed",
  "address-taken": "that an address has a library already",
  "google-changed": "that Google was connected or disconnected",
  "account-leaving": "that your account is going to be deleted",
  "account-deleted": "that your account is deleted",
  "score-analysed": "that a score has been read or explained",
  "data-export": "that your data is ready",
  "incident-notice": "a notice to you as an operator",
  "budget-notice": "how the budget of this house stands, to you as an operator",
  "keys-overdue": "that a key of this house is old, to you as an operator",
};

const CAME: Readonly<Record<IntegrationErrorCode | "ok", string>> = {
  ok: "It arrived.",
  timeout: "No answer came in time; it may have arrived.",
  unavailable: "They could not be reached, or failed; it may have arrived.",
  rate_limited: "They were too busy, and did not take it.",
  rejected: "They refused it.",
  invalid_response: "Their answer could not be used.",
  retired: "What was asked for is not there any more.",
  quota_exhausted: "The allowance there was used up.",
  disabled: "It was not sent.",
  consent_required: "It was not sent.",
  circuit_open: "It was not sent.",
};

/** @param flush writes down what this instance has counted and not yet written */
export function createLedger({ store, flush, world }: {
  readonly store: Pick<Store, "audit" | "scores">;
  readonly flush: () => Promise<void>;
  readonly world: World;
}) {
  async function entry(userId: string, row: AuditEntry): Promise<LedgerEntry> {
    const { integration, operation, about = "", outcome, bytes, at } = row;
    const isScore = isId(about);
    const score = isScore ? (await store.scores.get(userId, about))?.value : undefined;
    return {
      at,
      to: WORDS[integration as IntegrationName]?.name ?? integration,
      what: operation === "send-mail"
        ? `A mail: ${MAILS[about as Template] ?? "a letter"}`
        : WHAT[`${integration}/${operation}`] ?? operation,
      score: score ? { id: score.id, title: score.fields.title?.value ?? score.fileName } : null,
      bytes,
      came: CAME[outcome as IntegrationErrorCode] ?? outcome,
    };
  }

  return {
    /**
     * The newest, or what came before.
     *
     * @param from where a page before said that the next begins
     * @throws {Problem} `form_invalid` where `from` is none of ours
     */
    async page(userId: string, from: string | null): Promise<LedgerPage> {
      await flush().catch(() => {}); // It is written down later then.
      const before = from === null ? undefined : place(from);
      const rows = await store.audit.newestOf(userId, PER_PAGE + 1, world.now(), before);
      const entries = await Promise.all(rows.slice(0, PER_PAGE).map((row) => entry(userId, row)));
      const last = rows[PER_PAGE - 1];
      const next = rows.length > PER_PAGE ? `${last.at}-${last.id}` : null;
      return { entries, next };
    },
  };
}

function place(text: string): Place {
  const [, at, id] = /^(\d{1,15})-([0-9a-z]{26})$/.exec(text) ?? [];
  if (id === undefined) throw new Problem("form_invalid");
  return [Number(at), id];
}
