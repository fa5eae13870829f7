import type { Score } from "../../store/scores.ts";

/** How far the reading of a score is. */
export interface Progress {
  /** Another one whenever there is something new to show. */
  readonly mark: string;
  /** Nothing new comes by itself any more. */
  readonly settled: boolean;
}

/** How far the reading of a score is, for a page that waits for news of it. */
export function progress({ status, gemini, chain }: Score): Progress {
  const steps = chain.map(({ provider, outcome }) => `${provider}:${outcome}`);
  return {
    mark: [status, gemini?.state ?? "", gemini?.code ?? "", ...steps].join(" "),
    settled: status === "ready" && gemini === undefined,
  };
}
