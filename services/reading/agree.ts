import { fold } from "../../store/fold.ts";
import { knownComposer } from "./composers.ts";
import type { FieldName } from "./fields.ts";
import { findKey } from "./key.ts";

/** What of a field's text counts when two readings are compared, where that is not all of it. */
const meanings: Partial<Record<FieldName, (text: string) => string | undefined | null>> = {
  composer: (text) => knownComposer(text)?.name,
  arranger: (text) => knownComposer(text)?.name,
  key: findKey,
  timeSignature: (text) => text.replace(/\s+/g, ""),
  year: (text) => /\d{4}/.exec(text)?.[0],
};

/**
 * Whether two readings of a field say the same: case, accents and punctuation do not count,
 * nor does the order of a list, nor whether a composer's given names are spelt out.
 */
export function agree(name: FieldName, one: unknown, other: unknown): boolean {
  return meaning(name, one) === meaning(name, other);
}

function meaning(name: FieldName, value: unknown): string {
  if (Array.isArray(value)) return value.map((part) => fold(String(part))).sort().join("\n");
  const text = String(value);
  return meanings[name]?.(text) ?? fold(text);
}
