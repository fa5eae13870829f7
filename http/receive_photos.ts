import type { Context } from "fresh";
import type { Refusal } from "../components/Refused.tsx";
import type { State } from "../define.ts";
import { logError } from "../services/log.ts";
import { isProblemCode, Problem } from "../services/problem.ts";
import { cleanFileName } from "../services/scores/file_name.ts";
import { multipartFiles } from "./multipart.ts";
import { signedIn } from "./signed_in_only.ts";

/** An address has room for so many. */
const MOST_TOLD = 8;
const TOLD_CHARACTERS = 80;

/**
 * Takes in every photo of a form that can be, in their order → 303 to the page that puts them
 * together, which says of each other one why not.
 *
 * @param id the photos that they are added to; null: they are begun
 * @throws {Problem} `photos_missing`, `form_invalid`, and where none came in why not
 */
export async function receivePhotos(ctx: Context<State>, id: string | null): Promise<Response> {
  const { user } = signedIn(ctx.state);
  const { photos } = ctx.state.services;
  const to = id ?? photos.newId();
  const refused: { name: string; code: string }[] = [];
  let added = 0;
  let first: unknown = null;
  const refuse = (name: string, error: unknown) => {
    first ??= error;
    if (!(error instanceof Problem)) logError("photo_failed", error);
    refused.push({ name, code: error instanceof Problem ? error.code : "" });
  };
  try {
    for await (const file of multipartFiles(ctx.req, "photo")) {
      try {
        await photos.add(user.id, to, file, id === null);
        added++;
      } catch (error) {
        refuse(cleanFileName(file.name), error);
      }
    }
  } catch (error) {
    if (added + refused.length === 0) throw error;
    if (first !== error) refuse("The rest", error);
  }
  if (added + refused.length === 0) throw new Problem("photos_missing");
  if (added === 0 && id === null) throw first;
  const told = new URLSearchParams();
  for (const { name, code } of refused.slice(0, MOST_TOLD)) {
    told.append("refused", name.slice(0, TOLD_CHARACTERS));
    told.append("why", code);
  }
  const query = refused.length === 0 ? "" : `?${told}`;
  return ctx.redirect(`/scores/photos/${to}${query}`, 303);
}

/** What an address says of photos that were not taken in. */
export function refusedPhotos(params: URLSearchParams): Refusal[] {
  const why = params.getAll("why");
  return params.getAll("refused").slice(0, MOST_TOLD)
    .map((name, at) => ({ name, message: sentence(why[at] ?? "") }));
}

function sentence(code: string): string {
  return isProblemCode(code)
    ? new Problem(code).message
    : "Something broke on our side. The photo was not added; try again.";
}
