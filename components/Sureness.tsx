import type { Degree, Fact } from "../services/scores/facts.ts";
import type { Source } from "../store/fields.ts";

const SOURCES: Record<Source, string> = {
  person: "typed by you",
  gemini: "read by Gemini",
  page: "read from the page",
  info: "from the file’s own data",
  filename: "from the file’s name",
  file: "counted in the file",
};

const DEGREES: Record<Degree, string> = {
  typed: "",
  sure: ", sure",
  likely: ", likely",
  unsure: ", unsure",
};

/** Where a value comes from and how far to trust it: "read from the page, likely". */
export function sureness({ source, degree }: Fact): string {
  return SOURCES[source] + DEGREES[degree];
}

/** A value in the form of its certainty: plain when sure, dotted underneath when likely. */
export function Read({ fact }: { fact: Fact }) {
  const plain = fact.degree === "typed" || fact.degree === "sure";
  return (
    <span
      title={sureness(fact)}
      class={plain
        ? ""
        : "underline decoration-dotted decoration-1 decoration-quiet underline-offset-4"}
    >
      {fact.value}
    </span>
  );
}
