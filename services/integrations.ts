/**
 * The third parties that are set up, each behind its door.
 *
 * @module
 */
import type { Config } from "./config.ts";
import { geminiProbe } from "./gemini/connection.ts";
import { geminiDefinition } from "./gemini/definition.ts";
import { googleDefinition } from "./identity/google_definition.ts";
import { requestEndpoints } from "./identity/google_documents.ts";
import { type Attempt, createIntegration, type Integration } from "./integration.ts";
import { type Definition, type IntegrationName, INTEGRATIONS } from "./integration/definition.ts";
import { createResendClient, resendDefinition } from "./mail/resend.ts";
import { storageDefinition } from "./storage/definition.ts";
import { createS3 } from "./storage/s3.ts";

/** How long the doors wait and how often they try: a test has less time than the house. */
export type Patience = Partial<Pick<Definition, "timeoutMs" | "retry" | "breaker" | "probe">>;

/** All of them by name; null where one is not set up. */
export type Integrations = Readonly<Record<IntegrationName, Integration | null>>;

type Needs = Parameters<typeof createIntegration>[1];

/** Opens a door to each third party that is set up. */
export function createIntegrations(config: Config, needs: Needs, patience: Patience): Integrations {
  const { google, resend, gemini, storage, prices } = config;
  const door = (definition: Definition, probe?: (attempt: Attempt) => Promise<unknown>) => {
    const price = { ...definition.price, ...prices[definition.name] };
    return createIntegration({ ...definition, price, ...patience }, needs, probe);
  };
  return {
    "google-oauth": google &&
      door(googleDefinition, (attempt) => requestEndpoints(google.issuer, attempt)),
    resend: resend && door(resendDefinition, createResendClient(resend).probe),
    gemini: gemini && door({ ...geminiDefinition, models: gemini.models }, geminiProbe(gemini)),
    storage: storage && door(storageDefinition, createS3(storage).probe),
  };
}

/** Those that are set up. */
export function setUp(integrations: Integrations): Integration[] {
  return INTEGRATIONS.flatMap((name) => integrations[name] ?? []);
}
