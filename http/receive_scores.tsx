import type { Context } from "fresh";
import { AddScores } from "../components/AddScores.tsx";
import type { Refusal } from "../components/Refused.tsx";
import type { State } from "../define.ts";
import { Problem, type ProblemCode } from "../services/problem.ts";
import { logError } from "../services/log.ts";
import { cleanFileName } from "../services/scores/file_name.ts";
import { wantsJson } from "./accept.ts";
import { addScores } from "./add_scores.ts";
import { multipartFiles } from "./multipart.ts";
import { signedIn } from "./signed_in_only.ts";

interface Received {
  scores: { id: string; url: string; duplicate: boolean }[];
  errors: (Refusal & { code: ProblemCode | "unexpected" })[];
}

/**
 * `POST /scores`: takes in every file that can be, and says of each other one why not.
 *
 * - JSON: 201 with `{ scores, errors }`; where nothing came in, the status of the first error.
 * - a page: 303 to the score, or to the library for several; where something was
 *   refused, the form again with what became of each file.
 *
 * @throws {Problem} `file_missing`, `form_invalid`, `files_too_many`, `upload_broken`
 */
export async function receiveScores(ctx: Context<State>): Promise<Response> {
  const { user } = signedIn(ctx.state);
  const received: Received = { scores: [], errors: [] };
  let status = 201;
  const refuse = (name: string, error: unknown) => {
    const problem = error instanceof Problem ? error : null;
    if (problem === null) logError("upload_failed", error);
    if (received.errors.length === 0) status = problem?.status ?? 500;
    received.errors.push({
      name,
      code: problem?.code ?? "unexpected",
      message: problem?.message ??
        "Something broke on our side. The file was not added; try again.",
    });
  };

  try {
    for await (const file of multipartFiles(ctx.req, "file")) {
      try {
        const { id, duplicate } = await ctx.state.services.uploads.add(user.id, file);
        received.scores.push({ id, url: `/scores/${id}`, duplicate });
      } catch (error) {
        refuse(cleanFileName(file.name), error);
      }
    }
  } catch (error) {
    // What came in before the rest broke off is in the library, and the answer says so.
    if (received.scores.length + received.errors.length === 0) throw error;
    // The file that it broke off in has said so already.
    const told = error instanceof Problem && received.errors.at(-1)?.code === error.code;
    if (!told) refuse("The rest", error);
  }
  const { scores, errors } = received;
  if (scores.length + errors.length === 0) throw new Problem("file_missing");
  if (scores.length > 0) status = 201;
  if (wantsJson(ctx.req)) return Response.json(received, { status });
  if (errors.length > 0) {
    const props = await addScores(ctx.state);
    return await ctx.render(
      <AddScores {...props} refused={errors} added={scores} />,
      { status: status === 201 ? 200 : status },
    );
  }
  return ctx.redirect(scores.length === 1 ? scores[0].url : "/scores", 303);
}
