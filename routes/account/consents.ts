import { z } from "zod";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { returnPath } from "../../services/identity/return_path.ts";
import { PURPOSES } from "../../services/integration/definition.ts";
import { Problem } from "../../services/problem.ts";

const Answer = z.object({
  purpose: z.enum(PURPOSES),
  answer: z.enum(["yes", "no"]),
  returnTo: z.string().optional(),
  score: z.string().optional(),
});

export const handler = define.handlers({
  /** Remembers what a person allows, and goes back to where they were asked. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { consents, readings, explanations } = ctx.state.services;
    const parsed = Answer.safeParse(Object.fromEntries(await readForm(ctx.req)));
    if (!parsed.success) throw new Problem("form_invalid");
    const { purpose, answer, returnTo, score } = parsed.data;
    await consents.answer(user.id, purpose, answer === "yes");
    if (answer === "yes" && score !== undefined) {
      if (purpose === "ai-reading") await readings.ask(user.id, score);
      if (purpose === "ai-explaining") await explanations.request(user.id, score);
    }
    return ctx.redirect(returnPath(returnTo), 303);
  },
});
