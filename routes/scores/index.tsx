import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../components/Button.tsx";
import { LibraryBar } from "../../components/LibraryBar.tsx";
import { ScoreCard } from "../../components/ScoreCard.tsx";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import LibraryWatch from "../../islands/LibraryWatch.tsx";
import { receiveScores } from "../../http/receive_scores.tsx";
import { TAKEN } from "../../services/formats/kinds.ts";
import { libraryQuery } from "../../services/scores/library.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const { library } = ctx.state.services;
    const query = libraryQuery(ctx.url.searchParams);
    const [{ cards, cursor }, count] = await Promise.all([
      library.page(user.id, query),
      library.count(user.id),
    ]);
    return page({ query, cards, cursor, count });
  },

  POST: receiveScores,
});

/** The library. */
export default define.page<typeof handler>(function Library({ data, url }) {
  const { query, cards, cursor, count } = data;
  return (
    <>
      <Head>
        <title>Library · Attacca</title>
      </Head>
      <div class="flex flex-wrap items-baseline gap-x-4 pt-8 sm:pt-10">
        <h1 class="work text-4xl">Library</h1>
        {count > 0 && query.words === "" && (
          <p class="text-quiet tabular-nums">
            {count === 1 ? "1 score" : `${count.toLocaleString("en")} scores`}
          </p>
        )}
      </div>
      {count === 0 ? <Empty /> : (
        <>
          <LibraryBar query={query} />
          {cards.length === 0 && <NothingFound words={query.words} />}
          <ul class="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-5 gap-x-5 sm:gap-x-8 gap-y-10 mt-8">
            {cards.map((card) => <ScoreCard key={card.id} card={card} />)}
          </ul>
          {cards.some(({ status }) => status === "reading") && <LibraryWatch />}
          {(cursor !== null || query.cursor !== null) && (
            <p class="mt-12 flex flex-wrap justify-center gap-3">
              {query.cursor !== null && (
                <ButtonLink href={`/scores?${withCursor(url, null)}`}>Back to the first</ButtonLink>
              )}
              {cursor !== null && (
                <ButtonLink href={`/scores?${withCursor(url, cursor)}`}>More scores</ButtonLink>
              )}
            </p>
          )}
        </>
      )}
    </>
  );
});

function withCursor(url: URL, cursor: string | null): URLSearchParams {
  const params = new URLSearchParams(url.search);
  if (cursor === null) params.delete("cursor");
  else params.set("cursor", cursor);
  return params;
}

function Empty() {
  return (
    <div class="py-16 sm:py-24 text-center">
      <div class="staff max-w-xs mx-auto" aria-hidden="true" />
      <h2 class="work text-2xl mt-8">The stand is empty</h2>
      <p class="text-quiet mt-3">Add your first scores: {TAKEN}, as many as you like.</p>
      <p class="mt-8">
        <ButtonLink href="/scores/new" kind="primary">Add scores</ButtonLink>
      </p>
    </div>
  );
}

function NothingFound({ words }: { words: string }) {
  return (
    <div class="py-16 text-center" role="status">
      <p class="prose-serif mx-auto wrap-anywhere">Nothing in your library has “{words}” in it.</p>
      <p class="mt-6">
        <ButtonLink href="/scores">Show all scores</ButtonLink>
      </p>
    </div>
  );
}
