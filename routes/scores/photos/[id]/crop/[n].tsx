import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Notice } from "../../../../../components/Notice.tsx";
import { small } from "../../../../../components/library/lettering.ts";
import { Button } from "../../../../../components/Button.tsx";
import { Photo } from "../../../../../components/photos/Photo.tsx";
import { define, type State } from "../../../../../define.ts";
import { caught } from "../../../../../http/caught.ts";
import { readForm } from "../../../../../http/form.ts";
import { photoNumber } from "../../../../../http/photo_number.ts";
import { signedIn } from "../../../../../http/signed_in_only.ts";
import CropPhoto from "../../../../../islands/CropPhoto.tsx";
import type { Sides } from "../../../../../services/photo/sides.ts";
import { Problem } from "../../../../../services/problem.ts";
import {
  croppedPage,
  pagesOf,
  type PhotoView,
  photoView,
  turnedPage,
} from "../../../../../services/scores/photo_draft.ts";

interface Data {
  id: string;
  view: PhotoView;
  /** Which page it is, of how many. */
  at: number;
  count: number;
  next: number | null;
  error?: string;
}

const SIDES = ["top", "right", "bottom", "left"];

async function about(ctx: Context<State>): Promise<Data> {
  const { user } = signedIn(ctx.state);
  const draft = await ctx.state.services.photos.get(user.id, ctx.params.id);
  const pages = pagesOf(draft);
  const n = photoNumber(ctx.params.n);
  const at = pages.findIndex((item) => item.n === n);
  if (at < 0) throw new Problem("photos_unknown");
  const next = pages[at + 1]?.n ?? null;
  return { id: draft.id, view: photoView(pages[at]), at: at + 1, count: pages.length, next };
}

/** What was typed, in percent to a tenth. @throws {Problem} `crop_invalid` */
function sidesOf(form: URLSearchParams): Sides {
  const sides = SIDES.map((side) => {
    const text = form.get(side)?.trim().replace(",", ".") ?? "";
    if (!/^\d{0,3}(\.\d{1,6})?$/.test(text)) throw new Problem("crop_invalid");
    return Math.round(Number(text) * 10) / 10;
  });
  return sides as unknown as Sides;
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await about(ctx));
  },

  /** Crops the page (`top`, `right`, `bottom`, `left`), or turns it (`turn`: left or right). */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { photos } = ctx.state.services;
    const { id } = ctx.params;
    const n = photoNumber(ctx.params.n);
    const form = await readForm(ctx.req);
    const turn = form.get("turn");
    const { next } = await about(ctx);
    try {
      const sides = sidesOf(form);
      await photos.change(user.id, id, (draft) => {
        const cropped = croppedPage(draft, n, sides);
        return turn === null ? cropped : turnedPage(cropped, n, turn === "left" ? -1 : 1);
      });
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...await about(ctx), error: message }, { status });
    }
    const here = `/scores/photos/${id}`;
    if (turn !== null) return ctx.redirect(`${here}/crop/${n}`, 303);
    const onwards = form.get("act") === "next" && next !== null;
    return ctx.redirect(onwards ? `${here}/crop/${next}` : `${here}#item-${n}`, 303);
  },
});

/** One page, large, to be cropped. */
export default define.page<typeof handler>(function CropPage({ data }) {
  const { id, view, at, count, next, error } = data;
  const { n, name, look, whole, crop } = view;
  return (
    <div class="max-w-4xl pt-8 sm:pt-10">
      <Head>
        <title>{`${error ? "Error: " : ""}Crop page ${at} · Attacca`}</title>
      </Head>
      <p>
        <a
          href={`/scores/photos/${id}#item-${n}`}
          class="text-accent underline inline-flex items-center min-h-11"
        >
          All pages
        </a>
      </p>
      <h1 class="work text-4xl">{`Page ${at} of ${count}`}</h1>
      <p class="text-quiet mt-2 wrap-anywhere">{name}</p>
      {error && <Notice kind="error">{error}</Notice>}
      <form
        method="post"
        action={`/scores/photos/${id}/crop/${n}`}
        class="mt-6 grid gap-x-10 gap-y-8 md:grid-cols-[minmax(0,1fr)_16rem] md:grid-rows-[auto_auto_1fr]"
      >
        <CropPhoto
          src={`/scores/photos/${id}/pages/${n}?w=1000&whole=1&look=${look}`}
          shape={whole}
          crop={crop}
        />
        <div class="md:col-start-2 grid gap-6">
          <div class="flex flex-wrap gap-3">
            <Button kind="primary">Save</Button>
            {next !== null && <Button name="act" value="next">Save, and the next page</Button>}
            <button type="submit" name="turn" value="left" class={small}>Turn left</button>
            <button type="submit" name="turn" value="right" class={small}>Turn right</button>
          </div>
          <div class="max-md:hidden">
            <p class="text-sm text-quiet mb-2">As it is kept now</p>
            <Photo draft={id} view={view} wide={256} tall={240} />
          </div>
        </div>
      </form>
    </div>
  );
});
