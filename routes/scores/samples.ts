import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { addressAfter } from "../../services/library/told.ts";
import { Problem } from "../../services/problem.ts";

export const handler = define.handlers({
  /** Gives the person the scores to try (`act` is `add`), or puts them in the bin (`remove`); back to the library. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { samples } = ctx.state.services;
    const act = (await readForm(ctx.req)).get("act");
    if (act === "add") {
      await samples.add(user.id);
      return ctx.redirect("/scores", 303);
    }
    if (act !== "remove") throw new Problem("form_invalid");
    const { count, at } = await samples.remove(user.id);
    if (count === 0) return ctx.redirect("/scores", 303);
    const done = { act: "delete", count, left: 0, jobs: [], at } as const;
    return ctx.redirect(addressAfter("", done), 303);
  },
});
