import type { Score } from "../../store/scores.ts";

/** How far the reading of a score is. */
export interface Progress {
  /** Another one whenever there is something new to show. */
  readonly mark: string;
  /** Nothing new comes by itself any more. */
  readonly settled: boolean;
}

/** How far the reading of a score is, for a page that waits for news of it. */
export function progress({ status, gemini, picture, fields, chain }: Score): Progress {
  const steps = chain.map(({ provider, outcome }) => `${provider}:${outcome}`);
  return {
    mark: [
      status,
      gemini?.state ?? "",
      gemini?.code ?? "",
      // What is found first in a picture is shown before all of it is read.
      picture ? `picture:${Object.values(fields).filter(Boolean).length}` : "",
      ...steps,
    ].join(" "),
    settled: status === "ready" && gemini === undefined && picture === undefined,
  };
}
