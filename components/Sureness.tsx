import type { Claim, Degree } from "../services/scores/facts.ts";
import type { Source } from "../store/fields.ts";

const SOURCES: Record<Source, string> = {
  person: "typed by you",
  gemini: "read by Gemini",
  page: "read from the page",
  picture: "read from the picture of the page",
  info: "from the file’s own data",
  filename: "from the file’s name",
  file: "from the file itself",
};

const SAYS: Record<Source, string> = {
  person: "You typed",
  gemini: "Gemini says",
  page: "The page says",
  picture: "The picture of the page says",
  info: "The file’s own data say",
  filename: "The file’s name says",
  file: "The file itself says",
};

const DEGREES: Record<Degree, string> = {
  typed: "",
  sure: ", sure",
  likely: ", likely",
  unsure: ", unsure",
};

/** Where a value comes from and how far to trust it: "read from the page, likely". */
export function sureness({ source, degree }: Claim): string {
  return SOURCES[source] + DEGREES[degree];
}

/** What another source says instead: "Gemini says “Sonate”". */
export function says({ source, value }: Claim): string {
  return `${SAYS[source]} “${value}”`;
}

/** A value in the form of its certainty: plain when sure, dotted underneath when likely. */
export function Read({ fact }: { fact: Claim }) {
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
