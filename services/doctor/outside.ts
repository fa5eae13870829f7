import { WORDS } from "../health/words.ts";
import { INTEGRATIONS } from "../integration/definition.ts";
import type { Integrations } from "../integrations.ts";
import { type Finding, note, well, wrong } from "./finding.ts";

/** What to look at where a service does not answer as it should. */
const ADVICE = {
  "google-oauth": "Is GOOGLE_ISSUER right, and may this machine call it?",
  resend: "Is RESEND_API_KEY good, with full access, and may this machine call api.resend.com?",
  gemini:
    "Is GEMINI_API_KEY good, do the names in GEMINI_MODELS still exist, and may it be called?",
  storage: "Are S3_ENDPOINT, S3_BUCKET, S3_REGION and the key right, and may the key list, read, " +
    "write and delete in the bucket?",
} as const;

/** What is so where one is not set up. */
const WITHOUT = {
  "google-oauth": "people sign in by mail",
  resend: "mail goes nowhere; in development it is shown on /dev/mailbox",
  gemini: "scores are read on this server alone",
  storage: "files stay in the database",
} as const;

/** Asks each service that is set up by a call that does nothing. */
export async function examineOutside(integrations: Integrations): Promise<Finding[]> {
  return await Promise.all(INTEGRATIONS.map(async (name): Promise<Finding> => {
    const { title } = WORDS[name];
    const integration = integrations[name];
    if (integration === null) return note(title, `it is not set up: ${WITHOUT[name]}`);
    const { what } = integration.definition.probe;
    const outcome = await integration.probe(0);
    if (outcome === null || outcome.ok) return well(title, `it answers (${what})`);
    return wrong(
      title,
      `it does not answer as it should (${what}): ${outcome.error.message}`,
      ADVICE[name],
    );
  }));
}
