/**
 * What an integration says of itself: one table of data for each third party.
 *
 * @module
 */
import type { IntegrationErrorCode } from "./error.ts";

/** The third parties. The names are part of the public health addresses. */
export const INTEGRATIONS = ["google-oauth", "resend", "gemini", "storage"] as const;
export type IntegrationName = (typeof INTEGRATIONS)[number];

/** Purposes that a person can allow or not. */
export const PURPOSES = ["ai-reading", "ai-explaining", "mail-news"] as const;
export type Consent = (typeof PURPOSES)[number];

/** How much of something may be used in a window of time. */
export interface Quota {
  readonly unit: "call" | "token";
  readonly limit: number;
  readonly per: "minute" | "day" | "month";
}

/** What went wrong in a call, as the integration understands its vendor's error. */
export interface Failure {
  readonly code: IntegrationErrorCode;
  /** For the log: no address, no key, no content. */
  readonly reason: string;
  /** Whether the same call may succeed when made again. */
  readonly retryable: boolean;
  /** When the vendor asks to be left alone for a while. */
  readonly retryAfterMs?: number;
  /** The vendor is well and has said no: not a fault of its service. */
  readonly healthy?: boolean;
}

/** What calls cost, in millionths of a US dollar. */
export interface Price {
  readonly perCall: number;
  readonly perThousandTokens: number;
}

/** One third party. */
export interface Definition {
  readonly name: IntegrationName;
  /** What it does for people, in plain words. */
  readonly purpose: string;
  /** What of a person's leaves the house in a call, in plain words. */
  readonly sends: string;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  readonly retry: {
    /** Further attempts after the first. */
    readonly attempts: number;
    readonly firstWaitMs: number;
    readonly longestWaitMs: number;
  };
  readonly breaker: {
    /** Opens after so many failures in a row, or half of the last ten. */
    readonly consecutive: number;
    /** How long it stays open before one call is let through. */
    readonly openMs: number;
  };
  readonly quotas: readonly Quota[];
  /** What is asked for by name, where something is: what the vendor says of others concerns nobody. */
  readonly models?: readonly string[];
  /** A harmless call that is made where nobody else has called for so long. */
  readonly probe: { readonly everyMs: number; readonly what: string };
  /** As long as the configuration says nothing else. */
  readonly price: Price;
  /** It is called also when the month's budget is spent: people could not reach what is theirs. */
  readonly spared?: true;
  /** Makes sense of what a call threw. @param now milliseconds since 1970 */
  readonly classify: (error: unknown, now: number) => Failure;
}
