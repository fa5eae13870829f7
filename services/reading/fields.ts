/** Who says so: from the person's own words down to the file's bare facts. */
export type Source =
  | "person"
  | "gemini"
  | "page"
  | "info"
  | "filename"
  | "file";

/** A value, where it comes from, and how likely it is right (0 to 1). */
export interface Field<T = string> {
  value: T;
  source: Source;
  confidence: number;
}

/** What is known of a score. `null`: nothing is known. */
export interface Fields {
  title: Field | null;
  subtitle: Field | null;
  composer: Field | null;
  arranger: Field | null;
  opus: Field | null;
  instruments: Field<string[]> | null;
  key: Field | null;
  timeSignature: Field | null;
  tempo: Field | null;
  year: Field | null;
  pages: Field<number> | null;
}

export type FieldName = keyof Fields;

/** The names of all fields, in the order pages show them. */
export const fieldNames = [
  "title",
  "subtitle",
  "composer",
  "arranger",
  "opus",
  "instruments",
  "key",
  "timeSignature",
  "tempo",
  "year",
  "pages",
] as const satisfies readonly FieldName[];

/** Fields of which nothing is known. */
export function emptyFields(): Fields {
  return {
    title: null,
    subtitle: null,
    composer: null,
    arranger: null,
    opus: null,
    instruments: null,
    key: null,
    timeSignature: null,
    tempo: null,
    year: null,
    pages: null,
  };
}

/**
 * Joins what is known with what was learnt: a person's words always stand, a
 * null erases nothing, else the surer value wins, the known one when even.
 * Neither argument is changed. A person's newer words replace their older ones.
 *
 * @example
 * mergeFields(emptyFields(), { title: { value: "Arie", source: "page", confidence: 0.9 } });
 */
export function mergeFields(known: Fields, learnt: Partial<Fields>): Fields {
  const merged: Record<string, unknown> = { ...known };
  for (const name of fieldNames) {
    merged[name] = stronger<unknown>(known[name], learnt[name] ?? null);
  }
  return merged as unknown as Fields;
}

function stronger<T>(
  known: Field<T> | null,
  learnt: Field<T> | null,
): Field<T> | null {
  if (!learnt) return known;
  if (!known || learnt.source === "person") return learnt;
  if (known.source === "person") return known;
  return learnt.confidence > known.confidence ? learnt : known;
}
