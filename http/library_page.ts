import type { Context } from "fresh";
import type { BulkRefusal } from "../components/library/ChooseBar.tsx";
import type { LibraryPageView } from "../components/library/LibraryPage.tsx";
import type { State } from "../define.ts";
import { ACCEPT, TAKEN } from "../services/formats/kinds.ts";
import { libraryQuery } from "../services/library/query.ts";
import { toldBy, toldText } from "../services/library/told.ts";
import { libraryView } from "../services/library/view.ts";
import { limits } from "../services/problem.ts";
import { SAMPLES } from "../services/samples/samples.ts";
import { signedIn } from "./signed_in_only.ts";

/** Fewer scores are all in sight anyway. */
const STRIP_FROM = 8;
const STRIP = 6;

/** The library as `params` of an address ask for it, with what could not be done just now, if anything. */
export async function libraryPage(
  ctx: Context<State>,
  params: URLSearchParams,
  refused: BulkRefusal | null = null,
): Promise<LibraryPageView> {
  const { user } = signedIn(ctx.state);
  const { shelf, views, library, bin, bulk } = ctx.state.services;
  const query = libraryQuery(params);
  const told = toldBy(params);
  const [found, saved, opened, count, fate] = await Promise.all([
    shelf.page(user.id, query),
    views.list(user.id),
    shelf.opened(user.id, STRIP),
    library.count(user.id),
    bulk.fate(user.id, told?.jobs ?? []),
  ]);
  return {
    view: libraryView(query, found, saved),
    opened: count < STRIP_FROM ? [] : opened,
    count,
    binned: count === 0 && (await bin.list(user.id)).length > 0,
    told: told && { ...told, fate, text: toldText(told) },
    refused,
    files: { maxBytes: limits.fileBytes, accept: ACCEPT, taken: TAKEN },
    samples: SAMPLES,
  };
}
