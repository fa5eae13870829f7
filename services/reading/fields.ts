import type { Field, Fields } from "../../store/fields.ts";

export type { Field, Fields, Source } from "../../store/fields.ts";

export type FieldName = keyof Fields;

/** Fields while they are being found. */
export type Draft = { -readonly [Name in FieldName]?: Fields[Name] };

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
