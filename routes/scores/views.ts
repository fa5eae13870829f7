import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { libraryAddress, libraryQuery } from "../../services/library/query.ts";

export const handler = define.handlers({
  /** Keeps a question under a name, or lets go of the name; back to what it asks for. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { views } = ctx.state.services;
    const form = await readForm(ctx.req);
    const [name, question] = [form.get("name") ?? "", form.get("question") ?? ""];
    if (form.get("act") === "remove") await views.remove(user.id, name);
    else await views.save(user.id, name, question);
    return ctx.redirect(libraryAddress(libraryQuery(new URLSearchParams(question))), 303);
  },
});
