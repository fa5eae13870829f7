import type { Context } from "fresh";
import { EditScore, type EditView } from "../components/EditScore.tsx";
import type { State } from "../define.ts";
import { limits, Problem } from "../services/problem.ts";
import {
  EDITABLE,
  type EditProblems,
  editText,
  type Left,
  type Typed,
} from "../services/scores/edit.ts";
import type { Shelf } from "../services/library/shelf.ts";
import { facts, heading } from "../services/scores/facts.ts";
import type { Score } from "../store/scores.ts";
import { readForm } from "./form.ts";
import { signedIn } from "./signed_in_only.ts";

/** A score as its edit form shows it, with what was typed and what is wrong with that, if anything. */
export async function editView(
  shelf: Pick<Shelf, "names">,
  score: Score,
  typed: Typed = {},
  problems: EditProblems = {},
): Promise<EditView> {
  const known = facts(score.fields);
  const { composers } = await shelf.names(score.userId);
  return {
    id: score.id,
    heading: heading(score),
    composers,
    shape: score.shapes[0] ?? null,
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
 * `POST /scores/:id`: saves what was typed → 303 to the score, at the field `at`; else the form again
 * with a sentence at each field that cannot be kept so (422).
 *
 * @throws {Problem} `score_unknown`, `form_empty`, `form_invalid`, `form_too_large`
 */
export async function saveEdits(ctx: Context<State>): Promise<Response> {
  const { user } = signedIn(ctx.state);
  const { library, shelf } = ctx.state.services;
  const score = await library.score(user.id, ctx.params.id);
  const form = await readForm(ctx.req);
  const left = leftFields(form);
  const typed = typedFields(form, score);
  if (Object.keys({ ...typed, ...left }).length === 0) throw new Problem("form_empty");
  const problems = await library.edit(user.id, score.id, typed, left);
  if (problems === null) return ctx.redirect(`/scores/${score.id}${anchor(form)}`, 303);
  const view = await editView(shelf, score, typed, problems);
  return await ctx.render(<EditScore {...view} />, { status: 422 });
}

/** What was typed; a suggestion whose box is ticked counts as typed where its field was left as it was. */
function typedFields(form: URLSearchParams, score: Score): Typed {
  const typed: Typed = {};
  for (const name of EDITABLE) {
    const text = form.get(name);
    const taken = form.get(`take-${name}`);
    if (text === null && taken === null) continue;
    const untouched = ["", editText(score.fields, name)].includes(text?.trim() ?? "");
    typed[name] = (untouched && taken) || (text?.trim() ?? "");
  }
  return typed;
}

/** The other readings that the form showed. */
function leftFields(form: URLSearchParams): Left {
  return Object.fromEntries(
    EDITABLE.flatMap((name) => {
      const seen = form.get(`left-${name}`);
      return seen === null ? [] : [[name, seen]];
    }),
  );
}

/** Where on the page the person was. */
function anchor(form: URLSearchParams): string {
  const at = EDITABLE.find((name) => name === form.get("at"));
  return at === undefined ? "" : `#known-${at}`;
}
