import type { Score } from "../../store/scores.ts";
import type { Progress } from "../progress.ts";

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
