/**
 * What is kept of people here, where, how long, and who else sees what: of this house as it is set
 * up, in figures that the code itself goes by.
 *
 * @module
 */
import { AUDIT_KEPT_MS } from "../store/audit.ts";
import { COLLECTION_KEPT_MS } from "../store/collections.ts";
import { DEEDS_KEPT_MS } from "../store/deeds.ts";
import { EXPLANATION_KEPT_MS } from "../store/explanations.ts";
import { EXPORT_KEPT_MS } from "../store/exports.ts";
import { DEAD_JOBS_KEPT_MS } from "../store/jobs.ts";
import type { Config } from "./config.ts";
import { WORDS } from "./health/words.ts";
import { SESSION_DAYS } from "./identity/session.ts";
import type { IntegrationName } from "./integration/definition.ts";
import { type Integrations, setUp } from "./integrations.ts";
import { limits } from "./problem.ts";

/** Somebody else who gets something. */
export interface Recipient {
  readonly name: string;
  /** What for: "sends mail". */
  readonly purpose: string;
  readonly sends: string;
  /** Whether people are asked first. */
  readonly asked: boolean;
}

/** What there is to say. */
export interface PrivacyView {
  /** Where the database is, in words. */
  readonly database: string;
  /** Where the files are. */
  readonly files: string;
  readonly recipients: readonly Recipient[];
  /** What goes by itself, and after how long. */
  readonly terms: readonly { readonly what: string; readonly term: string }[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const days = (ms: number) => `${Math.round(ms / DAY_MS)} days`;

const ASKED: readonly IntegrationName[] = ["gemini"];

/** @param config `env` and where the database is tell what is so here */
export function privacyView(config: Config, integrations: Integrations): PrivacyView {
  const onDeploy = config.kvPath === undefined;
  return {
    database: onDeploy
      ? "In Deno KV on Deno Deploy: in the USA, with copies to read from in Europe and Asia."
      : config.kvPath!.startsWith("http")
      ? "In a database that this server’s keeper runs, or has somebody run."
      : "On this server itself.",
    files: integrations.storage === null
      ? "In the same place."
      : "In a store for files that this server’s keeper has chosen.",
    recipients: setUp(integrations).map(({ definition: { name, purpose, sends } }) => ({
      name: WORDS[name].name,
      purpose,
      sends,
      asked: ASKED.includes(name),
    })),
    terms: [
      { what: "A sign-in link works", term: "15 minutes, and is forgotten after a day" },
      { what: "Six digits work", term: "10 minutes" },
      { what: "A sign-in lasts", term: `${SESSION_DAYS} days, 30 without use` },
      {
        what: "A file that never came whole",
        term: days(limits.unfinishedMs).replace("1 days", "a day"),
      },
      { what: "What is in the bin", term: days(COLLECTION_KEPT_MS) },
      {
        what: "Photos that are no score yet",
        term: `${days(limits.draftMs)} after their last change`,
      },
      { what: "A copy of everything that you asked for", term: days(EXPORT_KEPT_MS) },
      {
        what: "A copy that you sent to have it brought in",
        term: "until it is brought in; how that went, until you forget it",
      },
      { what: "An explanation of a score", term: days(EXPLANATION_KEPT_MS) },
      {
        what: "What Gemini answered, by the file’s content and without your name",
        term: "7 days, an explanation 30, or until nobody it was for has the file",
      },
      ...config.deleteAfterDays === 0 ? [] : [{
        what: "A deleted account, so that you can change your mind",
        term: days(config.deleteAfterDays * DAY_MS).replace(/^1 days$/, "a day"),
      }],
      { what: "Work that was given up, without what it was about", term: days(DEAD_JOBS_KEPT_MS) },
      { what: "Your address before, after you changed it", term: "7 days, to take that back" },
      { what: "How often something was tried", term: "30 days at most; by network, a day" },
      { what: "How well other services answered", term: "90 days" },
      { what: "The list of what was sent to others", term: days(AUDIT_KEPT_MS) },
      { what: "What operators did", term: days(DEEDS_KEPT_MS) },
      { what: "Everything else of yours", term: "until you delete it" },
    ],
  };
}
