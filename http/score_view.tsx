import type { Context } from "fresh";
import type { ScoreFault } from "../components/ScoreFault.tsx";
import { ScorePage, type ScoreView } from "../components/ScorePage.tsx";
import type { State } from "../define.ts";
import { ownerMark } from "../services/identity/owner.ts";
import { marksView } from "../services/library/marks.ts";
import type { ProblemCode } from "../services/problem.ts";
import { facts, heading } from "../services/scores/facts.ts";
import { lookOf } from "../services/scores/look.ts";
import { progress } from "../services/scores/progress.ts";
import { readByGemini } from "../services/scores/readings.ts";
import { caught } from "./caught.ts";
import { readForm } from "./form.ts";
import { signedIn } from "./signed_in_only.ts";

/**
 * The score `id` of the address as its page shows it, with what of a form could not be taken, if anything.
 *
 * @throws {Problem} `score_unknown`
 */
export async function scoreView(
  ctx: Context<State>,
  fault: ScoreFault | null = null,
): Promise<ScoreView> {
  const { user } = signedIn(ctx.state);
  const { library, readings, places, practice, collections, world } = ctx.state.services;
  const { searchParams } = ctx.url;
  const { id } = ctx.params;
  const [score, consent, lists, playing] = await Promise.all([
    library.score(user.id, id),
    readings.consent(user.id),
    collections.of(user.id, id),
    collections.playing(user.id, searchParams.get("list"), searchParams.get("at"), id),
  ]);
  const [place, practised] = await Promise.all([
    places.get(score),
    practice.view(user.id, score.id),
    // To keep it on a device is not to open it.
    ctx.req.headers.has("x-keep") ? null : library.opened(user.id, score.id),
  ]);
  const asked = Number(searchParams.get("page"));
  const isPage = Number.isInteger(asked) && asked >= 1 && asked <= score.pages;
  // A piece of a setlist is played from its beginning.
  const first = isPage ? asked : playing === null ? place.page : 1;
  return {
    score,
    mark: await ownerMark(user.id),
    now: world.now(),
    place: { ...place, page: first },
    practised,
    look: lookOf(ctx.req.headers.get("cookie")),
    onStand: searchParams.has("stand"),
    consent,
    lists,
    playing,
    facts: facts(score.fields),
    marks: marksView(score),
    title: heading(score),
    progress: progress(score),
    readByGemini: readByGemini(score),
    fault,
  };
}

/** The fields that the sentences are about. */
const FIELDS: Partial<Record<ProblemCode, ScoreFault["field"]>> = {
  tag_too_long: "tags",
  tags_too_many: "tags",
  practice_day: "day",
  practice_minutes: "minutes",
  field_too_long: "words",
  collection_nameless: "list",
  collection_too_long: "list",
  collection_taken: "list",
  collections_too_many: "list",
  collection_unknown: "list",
  collection_full: "list",
};

/**
 * A form of the score's page. What it cannot take is said on that page once more, at its field,
 * with what was typed; whoever reloads that comes to the score.
 *
 * @param take does what the form asks, and says where to go on
 */
export const scoreForm = (
  take: (ctx: Context<State>, form: URLSearchParams) => Promise<string>,
) => ({
  GET: (ctx: Context<State>): Response => ctx.redirect(`/scores/${ctx.params.id}`, 303),

  async POST(ctx: Context<State>): Promise<Response> {
    const form = await readForm(ctx.req);
    try {
      return ctx.redirect(await take(ctx, form), 303);
    } catch (error) {
      const { code, message, status } = caught(ctx, error);
      const field = FIELDS[code];
      if (field === undefined) throw error;
      const view = await scoreView(ctx, { field, message, typed: Object.fromEntries(form) });
      return await ctx.render(<ScorePage {...view} />, { status });
    }
  },
});
