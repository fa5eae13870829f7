import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../components/Button.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { type Refusal, Refused } from "../../../../components/Refused.tsx";
import { PhotoFiles } from "../../../../components/photos/PhotoFiles.tsx";
import { PhotoOrder } from "../../../../components/photos/PhotoOrder.tsx";
import { TextField } from "../../../../components/TextField.tsx";
import { define, type State } from "../../../../define.ts";
import { caught } from "../../../../http/caught.ts";
import { readForm } from "../../../../http/form.ts";
import { photoNumber } from "../../../../http/photo_number.ts";
import { refusedPhotos } from "../../../../http/receive_photos.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import SetOrder from "../../../../islands/SetOrder.tsx";
import { limits, Problem } from "../../../../services/problem.ts";
import {
  movedPage,
  pagesOf,
  type PhotoView,
  photoView,
  takenOut,
  turnedPage,
  withoutPage,
  withPageAgain,
} from "../../../../services/scores/photo_draft.ts";
import type { PhotoDraft } from "../../../../store/photo_drafts.ts";

interface Data {
  id: string;
  title: string;
  pages: PhotoView[];
  out: PhotoView[];
  /** Whether some are scores of their own. */
  joined: boolean;
  moved: number;
  refused: Refusal[];
  error?: string;
}

type Change = (draft: PhotoDraft, n: number) => PhotoDraft;

/** What the buttons do, by their names. */
const CHANGES: Record<string, Change> = {
  up: (draft, n) => movedPage(draft, n, "up"),
  down: (draft, n) => movedPage(draft, n, "down"),
  top: (draft, n) => movedPage(draft, n, "top"),
  end: (draft, n) => movedPage(draft, n, "end"),
  left: (draft, n) => turnedPage(draft, n, -1),
  right: (draft, n) => turnedPage(draft, n, 1),
  take: withoutPage,
  back: withPageAgain,
};
const MOVES = ["up", "down", "top", "end"];

async function about(ctx: Context<State>): Promise<Data> {
  const { user } = signedIn(ctx.state);
  const draft = await ctx.state.services.photos.get(user.id, ctx.params.id);
  const { searchParams } = ctx.url;
  return {
    id: draft.id,
    title: draft.title,
    pages: pagesOf(draft).map(photoView),
    out: takenOut(draft).map(photoView),
    joined: pagesOf(draft).some(({ source }) => "score" in source),
    moved: Number(searchParams.get("moved")),
    refused: refusedPhotos(searchParams),
  };
}

export const handler = define.handlers({
  async GET(ctx) {
    try {
      return page<Data>(await about(ctx));
    } catch (error) {
      const { user } = signedIn(ctx.state);
      const score = await ctx.state.services.photos.ended(user.id, ctx.params.id);
      if (score === null) throw error;
      return ctx.redirect(`/scores/${score}`, 303);
    }
  },

  /**
   * Changes page `n` (by the names of `CHANGES`), moves it (`move` to stand `before` another), makes
   * the score (`act` make, with its `title`) → 303 to it, or throws the photos away (`act` discard).
   */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { id } = ctx.params;
    const { photos } = ctx.state.services;
    const form = await readForm(ctx.req);
    const here = `/scores/photos/${id}`;
    const name = Object.keys(CHANGES).find((one) => form.has(one));
    if (name !== undefined) {
      const n = photoNumber(form.get(name));
      await photos.change(user.id, id, (draft) => CHANGES[name](draft, n));
      const shown = MOVES.includes(name) ? `?moved=${n}#item-${n}` : `#item-${n}`;
      return ctx.redirect(here + shown, 303);
    }
    if (form.has("move")) {
      const n = photoNumber(form.get("move"));
      const before = form.get("before") ?? "";
      const to = before === "" ? "end" : { before: photoNumber(before) };
      await photos.change(user.id, id, (draft) => movedPage(draft, n, to));
      return ctx.redirect(here, 303);
    }
    if (form.get("act") === "discard") {
      await photos.discard(user.id, id);
      return ctx.redirect("/scores/photos", 303);
    }
    if (form.get("act") !== "make") throw new Problem("form_invalid");
    const title = form.get("title") ?? "";
    try {
      const added = await photos.make(user.id, id, title);
      return ctx.redirect(`/scores/${added.id}`, 303);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...await about(ctx), title, error: message }, { status });
    }
  },
});

/** Photos that become one score. */
export default define.page<typeof handler>(function PhotosPage({ data }) {
  const { id, title, pages, out, joined, moved, refused, error } = data;
  const here = `/scores/photos/${id}`;
  const wrong = error !== undefined || refused.length > 0;
  return (
    <div class="max-w-3xl pt-8 sm:pt-10">
      <Head>
        <title>{`${wrong ? "Error: " : ""}One score of photos · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">One score of photos</h1>
      <p class="prose-serif mt-3">
        Put the pages in order, turn them upright, cut off what is not paper. They wait here for a
        week after your last change.
      </p>
      {error && <Notice kind="error">{error}</Notice>}
      <Refused
        said={refused.length === 1 ? "One photo was not added." : "Some photos were not added."}
        refused={refused}
      />
      <p id="order-keys" class="sr-only">Arrow keys move it, Home to the top, End to the end.</p>
      <PhotoOrder draft={id} pages={pages} out={out} open={moved} />
      <SetOrder />
      <form method="post" action={here} class="mt-8 max-w-xl">
        <TextField name="title" label="Title" value={title}>
          Leave it empty, and it is read from the first page.
        </TextField>
        {joined && (
          <p class="mt-4 text-quiet">
            The photos that are scores of their own go to the bin then, where they wait for 30 days.
          </p>
        )}
        <p class="mt-5">
          <Button kind="primary" name="act" value="make">Make one score</Button>
        </p>
      </form>
      <section aria-label="More photos" class="mt-10 border-t border-rule pt-6">
        <PhotoFiles
          action={`${here}/add`}
          label={`Add more photos, up to ${limits.photos} in all`}
          button="Add them at the end"
          kind="quiet"
        />
      </section>
      <form method="post" action={here} class="mt-6">
        <button
          type="submit"
          name="act"
          value="discard"
          class="min-h-11 text-quiet underline cursor-pointer hover:text-danger"
        >
          {joined ? "Leave everything as it was" : "Throw these photos away"}
        </button>
      </form>
    </div>
  );
});
