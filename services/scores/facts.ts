/**
 * What is known of a score, made ready to be shown.
 *
 * @module
 */
import type { Fields, Said, Source } from "../../store/fields.ts";
import { card, SURE_ENOUGH } from "../../store/cards.ts";
import type { Score } from "../../store/scores.ts";
import { asText, EDITABLE, type Editable } from "./edit.ts";

/** From here on a reading is shown as plainly as a fact. */
const SURE = 0.9;

/** How far to trust a value; `unsure` is offered, not filled in. */
export type Degree = "typed" | "sure" | "likely" | "unsure";

/** What one source says, as it is shown. */
export interface Claim {
  readonly value: string;
  readonly source: Source;
  readonly degree: Degree;
}

/** One field with a value. */
export interface Fact extends Claim {
  readonly name: Editable;
  /** What the other reading says, where two of them disagree. */
  readonly other?: Claim;
}

/** How far to trust a field. */
export function degree(field: Said<unknown>): Degree {
  if (field.source === "person") return "typed";
  if (field.confidence >= SURE) return "sure";
  return field.confidence >= SURE_ENOUGH ? "likely" : "unsure";
}

/** The fields that have a value, in the order of a title page. */
export function facts(fields: Fields): Fact[] {
  return EDITABLE.flatMap((name) => {
    const field = asText(fields, name);
    if (field === null || field.value === "") return [];
    const { other } = field;
    return [{ name, ...claim(field), ...(other === undefined ? {} : { other: claim(other) }) }];
  });
}

function claim(said: Said): Claim {
  return { value: said.value, source: said.source, degree: degree(said) };
}

/** What the score goes by: its title, or its file's name until there is one. */
export function heading(score: Score): string {
  return card(score).title;
}
