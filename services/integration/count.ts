import type { CounterPath } from "../../store/counters.ts";
import type { Quota } from "./definition.ts";
import type { Window } from "./window.ts";

/** A quota as it stands. */
export interface QuotaUse extends Quota {
  readonly used: number;
  /** Milliseconds since 1970. */
  readonly resetsAt: number;
}

/** How much of one quota is used, by all instances together. */
export interface Count {
  /** Whether the next call can be taken without asking the store. */
  readonly ready: (now: number) => boolean;
  /** Takes a call where it is `ready`. */
  readonly takeReady: () => void;
  /** Takes a call; gives null, or when the used-up quota begins anew (milliseconds since 1970). */
  readonly take: () => Promise<number | null>;
  /** Puts back a call that was taken and not made. */
  readonly putBack: () => void;
  /** Adds tokens that a call turned out to have used. */
  readonly spend: (tokens: number) => void;
  readonly use: () => Promise<QuotaUse>;
  /** Writes down what this instance knows alone. */
  readonly flush: () => Promise<void>;
}

/** Where a quota's count stands in the store. */
export function countPath(integration: string, quota: Quota, window: Window): CounterPath {
  return ["quota", integration, quota.unit, quota.per, window.start];
}
