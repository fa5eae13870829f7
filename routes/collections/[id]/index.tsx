import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../components/Button.tsx";
import { NameForm } from "../../../components/collections/NameForm.tsx";
import { OrderList } from "../../../components/collections/OrderList.tsx";
import { FromDevice } from "../../../components/FromDevice.tsx";
import { KIND_NAMES } from "../../../components/collections/wording.ts";
import { TakenOut } from "../../../components/collections/TakenOut.tsx";
import { choice, scores } from "../../../components/library/lettering.ts";
import { define, type State } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import KeepOnDevice from "../../../islands/KeepOnDevice.tsx";
import SetOrder from "../../../islands/SetOrder.tsx";
import type { CollectionView, Former } from "../../../services/collections/collections.ts";
import { ownerMark } from "../../../services/identity/owner.ts";
import { Problem } from "../../../services/problem.ts";

interface Data {
  list: CollectionView;
  mark: string;
  now: number;
  /** The item that was moved just before. */
  moved: number;
  /** The score that was taken out just before. */
  taken: (Former & { readonly title: string }) | null;
  name?: string;
  error?: string;
}

async function about(ctx: Context<State>): Promise<Data> {
  const { user } = signedIn(ctx.state);
  const { collections, world } = ctx.state.services;
  const list = await collections.view(user.id, ctx.params.id);
  const { searchParams } = ctx.url;
  const score = searchParams.get("taken");
  const [n, before] = ["n", "before"].map((name) => Number(searchParams.get(name)));
  const isBack = list.places.some((place) => place.n === n);
  const title = score && !isBack && await collections.titleOf(user.id, score);
  return {
    list,
    moved: Number(searchParams.get("moved")),
    taken: score && title ? { n, score, title, before } : null,
    mark: await ownerMark(user.id),
    now: world.now(),
  };
}

const MOVES = ["up", "down", "top", "end"] as const;

/** @throws {Problem} `form_invalid` where it is no item's number */
function itemOf(text: string | null): number {
  if (!/^[1-9]\d{0,8}$/.test(text ?? "")) throw new Problem("form_invalid");
  return Number(text);
}

export const handler = define.handlers({
  async GET(ctx) {
    return page<Data>(await about(ctx));
  },

  /**
   * Moves an item (`up`, `down`, `top`, `end`: its number; or `move` to stand `before` another),
   * takes one out (`take`), puts a score `back` that was item `n` and stood `before` another, gives
   * the list another `name`, or deletes it (`act`).
   */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { id } = ctx.params;
    const { collections } = ctx.state.services;
    const form = await readForm(ctx.req);
    const here = `/collections/${id}`;
    const move = MOVES.find((name) => form.has(name));
    if (move !== undefined || form.has("move")) {
      const n = itemOf(form.get(move ?? "move"));
      const before = form.get("before") ?? "";
      const to = move ?? (before === "" ? "end" : { before: itemOf(before) });
      await collections.move(user.id, id, n, to);
      return ctx.redirect(move === undefined ? here : `${here}?moved=${n}#item-${n}`, 303);
    }
    if (form.has("take")) {
      const former = await collections.take(user.id, id, itemOf(form.get("take")));
      if (former === null) return ctx.redirect(here, 303);
      const { score, before } = former;
      return ctx.redirect(`${here}?taken=${score}&n=${former.n}&before=${before}`, 303);
    }
    if (form.has("back")) {
      const before = form.get("before") ?? "";
      const score = form.get("back") ?? "";
      await collections.putBack(user.id, id, {
        n: itemOf(form.get("n")),
        score,
        before: before === "0" ? 0 : itemOf(before),
      });
      return ctx.redirect(here, 303);
    }
    if (form.get("act") === "delete") {
      await collections.remove(user.id, id);
      return ctx.redirect(`/collections?deleted=${id}`, 303);
    }
    if (form.get("act") !== "rename") throw new Problem("form_invalid");
    const name = form.get("name") ?? "";
    try {
      await collections.rename(user.id, id, name);
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<Data>({ ...await about(ctx), name, error: message }, { status });
    }
    return ctx.redirect(here, 303);
  },
});

/** One list. */
export default define.page<typeof handler>(function CollectionPage({ data }) {
  const { list, moved, taken, name, error } = data;
  const { places } = list;
  return (
    <div class="max-w-4xl pt-8 sm:pt-10">
      <Head>
        <title>{`${error ? "Error: " : ""}${list.name} · Attacca`}</title>
      </Head>
      <p class="no-print">
        <a href="/collections" class="text-accent underline inline-flex items-center min-h-11">
          All collections
        </a>
      </p>
      <FromDevice at={data.now} />
      <h1 class="work text-4xl">{list.name}</h1>
      <p class="text-quiet mt-2" data-of-order="count">
        {places.length === 0
          ? KIND_NAMES[list.kind]
          : `${KIND_NAMES[list.kind]} · ${scores(places.length)}`}
        {list.binned > 0 &&
          `; ${scores(list.binned)} of it ${list.binned === 1 ? "is" : "are"} in the bin`}
      </p>
      {places.length === 0
        ? (
          <p class="prose-serif mt-6">
            Nothing is in it yet. In the library choose scores, and put them in by its name; or do
            so on the page of a score.
          </p>
        )
        : (
          <div class="no-print flex flex-wrap gap-3 mt-5">
            <span class="contents" data-of-order="start">
              <ButtonLink href={places[0].href} kind="primary">Play from the start</ButtonLink>
            </span>
            <ButtonLink href={`/collections/${list.id}/share`}>Share</ButtonLink>
            <div class="flex flex-wrap items-center gap-x-3 min-h-11 max-sm:w-full">
              <KeepOnDevice path={`/collections/${list.id}`} mark={data.mark} />
            </div>
          </div>
        )}
      <p class="no-print mt-3 -ml-2 flex flex-wrap">
        <a href="/scores" class={choice(false)}>Add scores from the library</a>
        {places.length > 0 && (
          <a
            href={`/scores?${new URLSearchParams({ collection: list.name })}`}
            class={choice(false)}
          >
            See it in the library
          </a>
        )}
      </p>
      <div data-of-order="taken">{taken !== null && <TakenOut id={list.id} taken={taken} />}</div>
      {places.length > 0 && (
        <>
          <p id="order-keys" class="sr-only">
            Arrow keys move it, Home to the top, End to the end.
          </p>
          <OrderList list={list} open={moved} />
          <SetOrder />
        </>
      )}
      <section aria-label="The list itself" class="no-print mt-10 border-t border-rule pt-5">
        <details open={error !== undefined}>
          <summary class="inline-flex items-center min-h-11 cursor-pointer text-quiet hover:text-accent">
            Rename or delete
          </summary>
          <div class="grid gap-5 pt-2 max-w-xl">
            <NameForm
              id="name"
              action={`/collections/${list.id}`}
              act="rename"
              label="Name"
              value={name ?? list.name}
              button="Rename"
              error={error}
            />
            <form method="post" action={`/collections/${list.id}`}>
              <button
                type="submit"
                name="act"
                value="delete"
                class="min-h-11 text-quiet underline cursor-pointer hover:text-danger"
              >
                Delete this list; its scores stay in the library
              </button>
            </form>
          </div>
        </details>
      </section>
    </div>
  );
});
