/**
 * What is known of a score, made ready to be shown.
 *
 * @module
 */
import type { Field, Fields, Source } from "../../store/fields.ts";
import { card, type Score, SURE_ENOUGH } from "../../store/scores.ts";
import { EDITABLE, type Editable } from "./edit.ts";

/** From here on a reading is shown as plainly as a fact. */
const SURE = 0.9;

/** How far to trust a value; `unsure` is offered, not filled in. */
export type Degree = "typed" | "sure" | "likely" | "unsure";

/** One field with a value. */
export interface Fact {
  readonly name: Editable;
  readonly value: string;
  readonly source: Source;
  readonly degree: Degree;
}

/** How far to trust a field. */
export function degree(field: Field<unknown>): Degree {
  if (field.source === "person") return "typed";
  if (field.confidence >= SURE) return "sure";
  return field.confidence >= SURE_ENOUGH ? "likely" : "unsure";
}

/** The fields that have a value, in the order of a title page. */
export function facts(fields: Fields): Fact[] {
  return EDITABLE.flatMap((name) => {
    const field = fields[name];
    const value = field === null
      ? ""
      : Array.isArray(field.value)
      ? field.value.join(", ")
      : field.value;
    return field === null || value === ""
      ? []
      : [{ name, value, source: field.source, degree: degree(field) }];
  });
}

/** What the score goes by: its title, or its file's name until there is one. */
export function heading(score: Score): string {
  return card(score).title;
}
