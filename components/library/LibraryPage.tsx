import { Head } from "fresh/runtime";
import DropScores from "../../islands/DropScores.tsx";
import LibraryDesk from "../../islands/LibraryDesk.tsx";
import type { ToldNow } from "../../services/library/told.ts";
import type { LibraryView } from "../../services/library/view.ts";
import type { Sample } from "../../services/samples/samples.ts";
import type { Card } from "../../store/cards.ts";
import { ButtonLink } from "../Button.tsx";
import type { BulkRefusal } from "./ChooseBar.tsx";
import { DoneNotice } from "./DoneNotice.tsx";
import { choice } from "./lettering.ts";
import { Opened } from "./Opened.tsx";
import { SampleOffer } from "./Samples.tsx";
import { SearchBar } from "./SearchBar.tsx";
import { Shelf } from "./Shelf.tsx";

/** What the page of the library shows. */
export interface LibraryPageView {
  readonly view: LibraryView;
  /** What was opened last. */
  readonly opened: readonly Card[];
  /** How many scores the library has in all. */
  readonly count: number;
  /** It is empty, and something is in the bin. */
  readonly binned: boolean;
  readonly told: ToldNow | null;
  /** What could not be done to the chosen just now. */
  readonly refused: BulkRefusal | null;
  /** What files are taken: so large, of these kinds, in words. */
  readonly files: { readonly maxBytes: number; readonly accept: string; readonly taken: string };
  /** What somebody without a score may try. */
  readonly samples: readonly Sample[];
}

/** The library. */
export function LibraryPage(data: LibraryPageView) {
  const { view, opened, count, told, refused, files } = data;
  return (
    <>
      <Head>
        <title>{`${refused ? "Error: " : ""}Library · Attacca`}</title>
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
                class={choice(false)}
              >
                Catalogue
              </a>
              <a href="/scores/bin" class={choice(false)}>Bin</a>
            </nav>
          )}
        </div>
        {count === 0 ? <Empty {...data} /> : (
          <>
            <SearchBar words={view.query.words} />
            {opened.length > 0 && <Opened cards={opened} />}
            <Shelf view={view} told={told} refused={refused} />
            <LibraryDesk />
          </>
        )}
        <DropScores maxBytes={files.maxBytes} accept={files.accept} />
      </div>
    </>
  );
}

/** Seconds after which a page that nothing watches is fetched anew, while something is being done. */
const LOOKS_AGAIN = 3;

/** @param alone there is nothing on the page that would be lost, and no script either */
function LookAgain({ address, alone }: { address: string; alone: boolean }) {
  const again = <meta http-equiv="refresh" content={`${LOOKS_AGAIN}; url=${address}`} />;
  return alone ? again : <noscript>{again}</noscript>;
}

function Empty(data: LibraryPageView) {
  const { told } = data;
  const comesBack = told?.act === "restore" && told.fate === "going";
  return (
    <>
      {told !== null && (
        <div class="my-6 max-w-prose">
          <DoneNotice told={told} asked="" />
        </div>
      )}
      {!comesBack && <Stand {...data} />}
    </>
  );
}

function Stand({ binned, files, samples }: LibraryPageView) {
  return (
    <div class="py-12 sm:py-16 text-center">
      <div class="staff max-w-xs mx-auto" aria-hidden="true" />
      <h2 class="work text-2xl mt-8">The stand is empty</h2>
      <p class="text-quiet mt-3">Add your first scores: {files.taken}, as many as you like.</p>
      <p class="mt-8">
        <ButtonLink href="/scores/new" kind="primary">Add scores</ButtonLink>
      </p>
      <div class={binned ? "mt-4 flex flex-wrap justify-center gap-x-6" : ""}>
        {binned && (
          <a href="/scores/bin" class="text-quiet underline inline-flex items-center min-h-11">
            What you deleted is in the bin
          </a>
        )}
        <SampleOffer samples={samples} brief={binned} />
      </div>
    </div>
  );
}
