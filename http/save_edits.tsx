import type { Context } from "fresh";
import { EditScore, type EditView } from "../components/EditScore.tsx";
import type { State } from "../define.ts";
import { limits, Problem } from "../services/problem.ts";
import {
  EDITABLE,
  type Editable,
  type EditProblems,
  editText,
  type Typed,
} from "../services/scores/edit.ts";
import { facts, heading } from "../services/scores/facts.ts";
import type { Score } from "../store/scores.ts";
import { readForm } from "./form.ts";
import { signedIn } from "./signed_in_only.ts";

/** A score as its edit form shows it, with what was typed and what is wrong with that, if anything. */
export function editView(score: Score, typed: Typed = {}, problems: EditProblems = {}): EditView {
  const known = facts(score.fields);
  return {
    id: score.id,
    heading: heading(score),
    shape: score.shapes[0],
    fields: EDITABLE.map((name) => ({
      name,
      value: (typed[name] ?? editText(score.fields, name)).slice(0, limits.fieldCharacters),
      fact: typed[name] === undefined || typed[name] === editText(score.fields, name)
        ? known.find((fact) => fact.name === name) ?? null
        : null,
      error: problems[name]?.message,
    })),
  };
}

/**
 * `POST /scores/:id`: saves what was typed → 303 to the score; else the form again
 * with a sentence at each field that cannot be kept so (422).
 *
 * @throws {Problem} `score_unknown`, `form_empty`, `form_invalid`, `form_too_large`
 */
export async function saveEdits(ctx: Context<State>): Promise<Response> {
  const { user } = signedIn(ctx.state);
  const { library } = ctx.state.services;
  const score = await library.score(user.id, ctx.params.id);
  const typed = typedFields(await readForm(ctx.req));
  const problems = await library.edit(user.id, score.id, typed);
  if (problems === null) return ctx.redirect(`/scores/${score.id}`, 303);
  return await ctx.render(<EditScore {...editView(score, typed, problems)} />, { status: 422 });
}

/** What was typed; a suggestion whose box is ticked counts as typed where its field was left empty. */
function typedFields(form: URLSearchParams): Typed {
  const typed: Typed = {};
  for (const name of EDITABLE) {
    const text = form.get(name);
    const taken = form.get(`take-${name}`);
    if (text !== null || taken !== null) typed[name as Editable] = text?.trim() || taken || "";
  }
  if (Object.keys(typed).length === 0) throw new Problem("form_empty");
  return typed;
}
