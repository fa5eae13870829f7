import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../components/Button.tsx";
import { choice } from "../../components/library/lettering.ts";
import { DoneNotice } from "../../components/library/DoneNotice.tsx";
import { Opened } from "../../components/library/Opened.tsx";
import { SampleOffer } from "../../components/library/Samples.tsx";
import { SearchBar } from "../../components/library/SearchBar.tsx";
import { Shelf } from "../../components/library/Shelf.tsx";
import { define } from "../../define.ts";
import { receiveScores } from "../../http/receive_scores.tsx";
import { ACCEPT, TAKEN } from "../../services/formats/kinds.ts";
import { limits } from "../../services/problem.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import DropScores from "../../islands/DropScores.tsx";
import LibraryDesk from "../../islands/LibraryDesk.tsx";
import { libraryQuery } from "../../services/library/query.ts";
import { toldBy, type ToldNow, toldText } from "../../services/library/told.ts";
import { libraryView } from "../../services/library/view.ts";
import { SAMPLES } from "../../services/samples/samples.ts";

/** Fewer scores are all in sight anyway. */
const STRIP_FROM = 8;
const STRIP = 6;

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const { shelf, views, library, bin, bulk } = ctx.state.services;
    const params = ctx.url.searchParams;
    const query = libraryQuery(params);
    const told = toldBy(params);
    const [found, saved, opened, count, fate] = await Promise.all([
      shelf.page(user.id, query),
      views.list(user.id),
      shelf.opened(user.id, STRIP),
      library.count(user.id),
      bulk.fate(user.id, told?.jobs ?? []),
    ]);
    return page({
      view: libraryView(query, found, saved),
      opened: count < STRIP_FROM ? [] : opened,
      count,
      binned: count === 0 && (await bin.list(user.id)).length > 0,
      told: told && { ...told, fate, text: toldText(told) },
    });
  },

  POST: receiveScores,
});

/** The library. */
export default define.page<typeof handler>(function Library({ data }) {
  const { view, opened, count, binned, told } = data;
  return (
    <>
      <Head>
        <title>Library · Attacca</title>
        {told?.fate === "going" && (
          <LookAgain
            address={`/scores?${view.asked === "" ? "" : `${view.asked}&`}${told.text}`}
            alone={count === 0}
          />
        )}
      </Head>
      <div class="library" id="library">
        <div class="flex flex-wrap items-baseline gap-x-2 sm:gap-x-4 pt-8 sm:pt-10">
          <h1 class="work text-4xl mr-auto">Library</h1>
          {count > 0 && (
            <nav aria-label="More of the library" class="no-print flex flex-wrap -mx-2">
              <a href="/collections" class={choice(false)}>Collections</a>
              <a href="/composers" class={choice(false)}>Composers</a>
              <a
                href={view.question === ""
                  ? "/scores/catalogue"
                  : `/scores/catalogue?${view.question}`}
                class={choice(false) + " max-sm:hidden"}
              >
                Catalogue
              </a>
              <a href="/scores/bin" class={choice(false)}>Bin</a>
            </nav>
          )}
        </div>
        {count === 0 ? <Empty binned={binned} told={told} /> : (
          <>
            <SearchBar words={view.query.words} />
            {opened.length > 0 && <Opened cards={opened} />}
            <Shelf view={view} told={told} />
            <LibraryDesk />
          </>
        )}
        <DropScores maxBytes={limits.fileBytes} accept={ACCEPT} />
      </div>
    </>
  );
});

/** Seconds after which a page that nothing watches is fetched anew, while something is being done. */
const LOOKS_AGAIN = 3;

/** @param alone there is nothing on the page that would be lost, and no script either */
function LookAgain({ address, alone }: { address: string; alone: boolean }) {
  const again = <meta http-equiv="refresh" content={`${LOOKS_AGAIN}; url=${address}`} />;
  return alone ? again : <noscript>{again}</noscript>;
}

function Empty({ binned, told }: { binned: boolean; told: ToldNow | null }) {
  const comesBack = told?.act === "restore" && told.fate === "going";
  return (
    <>
      {told !== null && (
        <div class="my-6 max-w-prose">
          <DoneNotice told={told} asked="" />
        </div>
      )}
      {!comesBack && <Stand binned={binned} />}
    </>
  );
}

function Stand({ binned }: { binned: boolean }) {
  return (
    <div class="py-12 sm:py-16 text-center">
      <div class="staff max-w-xs mx-auto" aria-hidden="true" />
      <h2 class="work text-2xl mt-8">The stand is empty</h2>
      <p class="text-quiet mt-3">Add your first scores: {TAKEN}, as many as you like.</p>
      <p class="mt-8">
        <ButtonLink href="/scores/new" kind="primary">Add scores</ButtonLink>
      </p>
      <div class={binned ? "mt-4 flex flex-wrap justify-center gap-x-6" : ""}>
        {binned && (
          <a href="/scores/bin" class="text-quiet underline inline-flex items-center min-h-11">
            What you deleted is in the bin
          </a>
        )}
        <SampleOffer samples={SAMPLES} brief={binned} />
      </div>
    </div>
  );
}
