/**
 * A person's corrections of what was read.
 *
 * @module
 */
import type { Field, Fields } from "../../store/fields.ts";
import { shown } from "../../store/cards.ts";
import { limits, Problem } from "../problem.ts";
import { fieldNames } from "../reading/fields.ts";

/** The fields that a person can write, in the order of a title page. */
export const EDITABLE = fieldNames.filter((name) => name !== "pages");
export type Editable = (typeof EDITABLE)[number];

/** What was typed, by field; a field that is not there stays as it is. */
export type Typed = Partial<Record<Editable, string>>;

/** The suggestion, or the other reading, that a form showed beside a field, and that was not taken. */
export type Left = Partial<Record<Editable, string>>;

/** What is wrong with each field. */
export type EditProblems = Partial<Record<Editable, Problem>>;

/** The field's text as a form shows it: instruments parted by commas; "" where it is too unsure to fill in. */
export function editText(fields: Fields, name: Editable): string {
  return shown(asText(fields, name));
}

/** A field as one line of text. */
export function asText(fields: Fields, name: Editable): Field | null {
  if (name !== "instruments") return fields[name];
  const list = fields.instruments;
  if (list === null) return null;
  const { other, ...said } = list;
  const line = <T extends { value: string[] }>(one: T) => ({ ...one, value: one.value.join(", ") });
  return other === undefined ? line(said) : { ...line(said), other: line(other) };
}

/**
 * What hides in a text, or turns the letters after it round: whoever a score is shared with sees it.
 * The two joiners stay, as some languages are not written without them.
 */
const HIDDEN = /(?![\u200c\u200d])\p{Cf}/gu;

/** White space folded; control characters gone, and what hides. */
export function tidy(text: string): string {
  return text.normalize("NFC").replace(HIDDEN, "").replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ")
    .trim();
}

/** What is wrong with the typed values; an empty object where nothing is. */
export function editProblems(typed: Typed): EditProblems {
  const problems: EditProblems = {};
  for (const name of EDITABLE) {
    const text = typed[name];
    if (text !== undefined && text.length > limits.fieldCharacters) {
      problems[name] = new Problem("field_too_long");
    }
  }
  if (typed.title !== undefined && tidy(typed.title) === "") {
    problems.title = new Problem("title_missing");
  }
  return problems;
}

/**
 * The fields with a person's words in them. What a person left as it was shown
 * keeps its source, so that a better reading may still replace it; what they
 * emptied stays empty; a suggestion or another reading that they left is not shown again.
 */
export function edited(fields: Fields, typed: Typed, left: Left = {}): Fields {
  const changed: Record<string, Field | Field<string[]>> = {};
  for (const name of EDITABLE) {
    const text = typed[name];
    if (text === undefined || tidy(text) === editText(fields, name)) {
      const field = fields[name];
      const offered = asText(fields, name)?.value;
      // Too unsure to be filled in, and left: the field is the person's, and empty.
      if (text === undefined && offered === left[name] && editText(fields, name) === "") {
        if (offered) changed[name] = name === "instruments" ? byPerson([]) : byPerson("");
        continue;
      }
      if (field?.other === undefined || asText(fields, name)?.other?.value !== left[name]) continue;
      const { other: _, ...kept } = field;
      changed[name] = kept;
      continue;
    }
    changed[name] = name === "instruments" ? byPerson(listed(tidy(text))) : byPerson(tidy(text));
  }
  return { ...fields, ...changed };
}

function byPerson<T>(value: T): Field<T> {
  return { value, source: "person", confidence: 1 };
}

function listed(text: string): string[] {
  return text.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== "");
}
