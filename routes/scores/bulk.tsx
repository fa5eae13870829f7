import type { Context } from "fresh";
import { LibraryPage } from "../../components/library/LibraryPage.tsx";
import { define, type State } from "../../define.ts";
import { caught } from "../../http/caught.ts";
import { readForm } from "../../http/form.ts";
import { libraryPage } from "../../http/library_page.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { libraryQuery } from "../../services/library/query.ts";
import { addressAfter } from "../../services/library/told.ts";

/** What Enter in a field means, where no button was pressed. */
const BY_FIELD: Record<string, string> = {
  tags: "tag",
  composer: "composer",
  collection: "collect",
};

function actOf(form: URLSearchParams): string {
  const act = form.get("act") ?? "";
  if (act !== "") return act;
  const field = Object.keys(BY_FIELD).find((name) => (form.get(name)?.trim() ?? "") !== "");
  return field === undefined ? "" : BY_FIELD[field];
}

/**
 * The library once more, with what was chosen and typed, and why nothing was done with it.
 *
 * @throws what was thrown, where it is no problem, or a program asked
 */
async function refusal(ctx: Context<State>, error: unknown, form: URLSearchParams) {
  const { message, status } = caught(ctx, error);
  const view = await libraryPage(ctx, new URLSearchParams(form.get("question") ?? ""), {
    message,
    chosen: new Set(form.getAll("id")),
    typed: Object.fromEntries(form),
  });
  if (view.count === 0) throw error;
  return await ctx.render(<LibraryPage {...view} />, { status });
}

export const handler = define.handlers({
  /** Whoever reloads what could not be done comes to the library. */
  GET: (ctx) => ctx.redirect("/scores", 303),

  /**
   * Does one thing (`act`) to the scores `id`, or to `all` that `question` asks for; back to the
   * library, or (`join`) on to the page that puts photos together.
   */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const form = await readForm(ctx.req);
    const question = form.get("question") ?? "";
    const { bulk, photos } = ctx.state.services;
    const act = actOf(form);
    const scores = form.get("all") === "yes"
      ? libraryQuery(new URLSearchParams(question))
      : form.getAll("id");
    try {
      if (act === "join") {
        const id = await photos.join(user.id, await bulk.ids(user.id, scores));
        return ctx.redirect(`/scores/photos/${id}`, 303);
      }
      const value = (field: string) => form.get(field) ?? "";
      const done = await bulk.run(user.id, { act, value, scores });
      return ctx.redirect(addressAfter(question, done), 303);
    } catch (error) {
      return await refusal(ctx, error, form);
    }
  },
});
