import { Notice } from "./Notice.tsx";

const NAMES = {
  tags: "Tags",
  day: "Day of practice",
  minutes: "Minutes of practice",
  words: "What you worked on",
  list: "Collection",
};

/** What of a score's forms could not be taken: the field, why, and what was typed in all of the form. */
export interface ScoreFault {
  readonly field: keyof typeof NAMES;
  readonly message: string;
  readonly typed: Readonly<Record<string, string>>;
}

/** Says it at the top of the page, and leads to the field. */
export function FaultNotice({ fault: { field, message } }: { fault: ScoreFault }) {
  return (
    <Notice kind="error">
      <p>
        Nothing was saved yet.{" "}
        <a class="text-accent underline" href={`#${field}`}>{NAMES[field]}</a>
        : {message}
      </p>
    </Notice>
  );
}

/** What a field says of itself where the fault is its. */
export function faulty(fault: ScoreFault | null, field: ScoreFault["field"]) {
  return fault?.field === field
    ? { "aria-invalid": "true" as const, "aria-describedby": `${field}-error` }
    : {};
}

/** The sentence under its field. */
export function FaultAt({ fault, field }: {
  fault: ScoreFault | null;
  field: ScoreFault["field"];
}) {
  if (fault?.field !== field) return null;
  return <p id={`${field}-error`} class="mt-1 text-sm text-danger">{fault.message}</p>;
}
