/**
 * The integrations in words, for people and monitors.
 *
 * @module
 */
import type { Config } from "../config.ts";
import type { IntegrationName } from "../integration/definition.ts";

/** How one integration is spoken of. */
interface Words {
  /** Who it is, at the beginning of a sentence. */
  readonly name: string;
  /** A heading. */
  readonly title: string;
  /** What it does for people. */
  readonly does: string;
  /** What happens while it does not; after "so". */
  readonly standIn: string;
  /** Beginnings of the variables that set it up. */
  readonly variables: RegExp;
}

/** One table for health, incidents, and the status page. */
export const WORDS: Readonly<Record<IntegrationName, Words>> = {
  "google-oauth": {
    name: "Google",
    title: "Sign-in with Google",
    does: "Lets you sign in with a Google account. Its stand-in is a link by mail.",
    standIn: "sign-in is by mail",
    variables: /^GOOGLE_/,
  },
  resend: {
    name: "Resend",
    title: "Mail",
    does: "Brings you sign-in links. Its stand-in is an outbox, where mail waits and goes out by " +
      "itself.",
    standIn: "mail waits in the outbox as long as it is of use",
    variables: /^RESEND_/,
  },
  gemini: {
    name: "Gemini",
    title: "Reading by Gemini",
    does:
      "Reads and explains scores, for those who allow it. Its stand-in reads the printed page " +
      "on this server.",
    standIn: "scores are read on this server",
    variables: /^GEMINI_/,
  },
  storage: {
    name: "The store for files",
    title: "Store for files",
    does:
      "Keeps the files that you bring in. Its stand-in is the database, where new files wait; " +
      "pages that were drawn before are there as always.",
    standIn: "new files wait in the database, and older ones cannot be downloaded just now",
    variables: /^S3_/,
  },
};

/** Why an integration is not set up, where it is half set up: a line of names, no values. */
export function halfSetUp(config: Config, name: IntegrationName): string | null {
  return config.unset.find((line) => WORDS[name].variables.test(line)) ?? null;
}
