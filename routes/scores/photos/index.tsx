import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Notice } from "../../../components/Notice.tsx";
import { Begun } from "../../../components/photos/Begun.tsx";
import { PhotoFiles } from "../../../components/photos/PhotoFiles.tsx";
import { define, type State } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { receivePhotos } from "../../../http/receive_photos.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { sizeInWords } from "../../../islands/_parts/size.ts";
import { limits } from "../../../services/problem.ts";
import type { PhotoDraft } from "../../../store/photo_drafts.ts";

interface Data {
  drafts: PhotoDraft[];
  now: number;
  error?: string;
}

async function about(ctx: Context<State>): Promise<Data> {
  const { photos, world } = ctx.state.services;
  return { drafts: await photos.list(signedIn(ctx.state).user.id), now: world.now() };
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await about(ctx));
  },

  /** Begins with the photos of the form → 303 to the page that puts them together. */
  async POST(ctx) {
    try {
      return await receivePhotos(ctx, null);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...await about(ctx), error: message }, { status });
    }
  },
});

/** Where photos are brought in that become one score. */
export default define.page<typeof handler>(function PhotosPage({ data }) {
  const { drafts, now, error } = data;
  return (
    <div class="max-w-2xl pt-8 sm:pt-10">
      <Head>
        <title>{`${error ? "Error: " : ""}One score of photos · Attacca`}</title>
      </Head>
      <p>
        <a href="/scores/new" class="text-accent underline inline-flex items-center min-h-11">
          Add other scores
        </a>
      </p>
      <h1 class="work text-4xl">One score of photos</h1>
      <p class="prose-serif mt-3">
        Choose the photos of its pages, up to {limits.photos} and {sizeInWords(limits.fileBytes)}
        {" "}
        in all. Before they become a score you can put them in order, turn and crop them.
      </p>
      {error && <Notice kind="error">{error}</Notice>}
      <div class="mt-8">
        <PhotoFiles
          action="/scores/photos"
          label="Photos, JPEG or PNG"
          button="Bring them in"
          kind="primary"
        />
      </div>
      <Begun drafts={drafts} now={now} />
      <p class="mt-10 text-quiet">
        Photos that are scores of their own already can be put together too: choose them in{" "}
        <a href="/scores" class="text-accent underline">the library</a>.
      </p>
    </div>
  );
});
