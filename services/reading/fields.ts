import type { Field, Fields, Said } from "../../store/fields.ts";
import { agree } from "./agree.ts";

export type { Field, Fields, Source } from "../../store/fields.ts";

export type FieldName = Exclude<keyof Fields, "works">;

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

/** However many agree, a reading is no certainty. */
const MOST_AGREED = 0.98;

/**
 * Joins what is known with what was learnt: a person's words always stand, a
 * null erases nothing, else the surer value wins, the known one when even.
 * Where an AI says the same as another source, both are surer for it; where it says
 * something else, the value that lost stays beside the one that won.
 * Neither argument is changed. A person's newer words replace their older ones.
 *
 * @example
 * mergeFields(emptyFields(), { title: { value: "Arie", source: "page", confidence: 0.9 } });
 */
export function mergeFields(known: Fields, learnt: Partial<Fields>): Fields {
  const merged: Record<string, unknown> = { ...known };
  if (learnt.works) merged.works = learnt.works;
  for (const name of fieldNames) {
    merged[name] = stronger<unknown>(name, known[name], learnt[name] ?? null);
  }
  return merged as unknown as Fields;
}

function stronger<T>(
  name: FieldName,
  known: Field<T> | null,
  learnt: Field<T> | null,
): Field<T> | null {
  if (!learnt) return known;
  if (!known || learnt.source === "person") return learnt;
  if (known.source === "person") return known;
  const [won, lost] = learnt.confidence > known.confidence ? [learnt, known] : [known, learnt];
  return weighed(name, won, lost);
}

/** The value that won, in the light of the one that lost, where one of them is an AI's. */
function weighed<T>(name: FieldName, won: Field<T>, lost: Field<T>): Field<T> {
  const sources = [won.source, lost.source];
  if (won.source === lost.source || !sources.includes("gemini")) return won;
  if (agree(name, won.value, lost.value)) {
    const together = 1 - (1 - won.confidence) * (1 - lost.confidence);
    return { ...won, confidence: Math.max(won.confidence, Math.min(MOST_AGREED, together)) };
  }
  // The name of a file is a hint, no reading that could contradict one.
  return lost.source === "filename" ? won : { ...won, other: said(lost) };
}

const said = <T>({ value, source, confidence }: Field<T>): Said<T> => (
  { value, source, confidence }
);
