import { Head } from "fresh/runtime";
import { IconBook, IconDownload, IconPencil } from "../icons/icons.tsx";
import KeepOnDevice from "../islands/KeepOnDevice.tsx";
import PageWatch from "../islands/PageWatch.tsx";
import ScoreDesk from "../islands/ScoreDesk.tsx";
import ScoreViewer from "../islands/ScoreViewer.tsx";
import type { ListsOfScore, Playing } from "../services/collections/collections.ts";
import type { ConsentState } from "../services/consents.ts";
import type { MarksView } from "../services/library/marks.ts";
import type { Progress } from "../services/progress.ts";
import type { Fact } from "../services/scores/facts.ts";
import type { Look } from "../services/scores/look.ts";
import type { PlaceView } from "../services/scores/places.ts";
import type { PracticeView } from "../services/scores/practice.ts";
import type { Score } from "../store/scores.ts";
import { ButtonLink } from "./Button.tsx";
import { PlayLine } from "./collections/PlayLine.tsx";
import { ScoreLists } from "./collections/ScoreLists.tsx";
import { ConsentPanel } from "./ConsentPanel.tsx";
import { FromDevice } from "./FromDevice.tsx";
import { ScoreKeysDialog } from "./Keys.tsx";
import { SamplesHere } from "./library/Samples.tsx";
import { ScoreMarks } from "./library/ScoreMarks.tsx";
import { PlainPages } from "./PlainPages.tsx";
import { PracticeLog } from "./PracticeLog.tsx";
import { ReadBy } from "./ReadBy.tsx";
import { readingState } from "./reading_state.ts";
import { FaultNotice, type ScoreFault } from "./ScoreFault.tsx";
import { ScoreFacts } from "./ScoreFacts.tsx";
import { Read } from "./Sureness.tsx";
import { UnshownScore } from "./UnshownScore.tsx";

/** What the page of a score shows. */
export interface ScoreView {
  readonly score: Score;
  /** Whose it is, as their device knows them. */
  readonly mark: string;
  readonly now: number;
  readonly place: PlaceView;
  readonly practised: PracticeView;
  readonly look: Look;
  /** Whether the pages stand alone: another score of a list was on the stand before. */
  readonly onStand: boolean;
  readonly consent: ConsentState;
  readonly lists: ListsOfScore;
  readonly playing: Playing | null;
  readonly facts: Fact[];
  readonly marks: MarksView;
  readonly title: string;
  readonly progress: Progress;
  readonly readByGemini: boolean;
  /** What of a form could not be taken just now. */
  readonly fault: ScoreFault | null;
}

/** The score, with what is known of it and what its person says of it. */
export function ScorePage(data: ScoreView) {
  const { score, title, consent, progress, readByGemini, fault } = data;
  const known = Object.fromEntries(data.facts.map((fact) => [fact.name, fact]));
  const said = (name: string) =>
    known[name] && known[name].degree !== "unsure" ? known[name] : null;
  const [subtitle, composer, opus] = ["subtitle", "composer", "opus"].map(said);
  const state = readingState(score, consent);
  return (
    <>
      <Head>
        <title>{`${fault ? "Error: " : ""}${title} · Attacca`}</title>
        {score.status === "reading" && (
          <noscript>
            <meta http-equiv="refresh" content="2" />
          </noscript>
        )}
      </Head>
      {fault && <FaultNotice fault={fault} />}
      <div class="desk">
        <div class="head min-w-0">
          <header class="no-print pt-6 sm:pt-8 lg:pt-0 pb-6 flex flex-col gap-4">
            <div class="flex-1 min-w-0">
              <div data-live="head">
                <h1 class="work text-3xl sm:text-4xl lg:text-3xl">
                  {known.title && said("title") ? <Read fact={known.title} /> : title}
                </h1>
                {subtitle && (
                  <p class="font-serif text-lg text-quiet wrap-anywhere">{subtitle.value}</p>
                )}
                {composer && (
                  <p class="composer text-xl mt-1 wrap-anywhere">
                    <span data-composer>
                      <Read fact={composer} />
                    </span>
                    {opus && (
                      <span class="font-sans text-base text-quiet tabular-nums [font-variant-caps:normal] tracking-normal ml-3">
                        <Read fact={opus} />
                      </span>
                    )}
                  </p>
                )}
              </div>
              <div role="status" data-live="state">
                {state !== null && <p class="text-quiet mt-2 max-w-prose" data-reading>{state}</p>}
              </div>
              {!progress.settled && (
                <PageWatch events={`/scores/${score.id}/events`} mark={progress.mark} />
              )}
            </div>
            <div class="no-print flex flex-wrap gap-2">
              <ButtonLink href={`/scores/${score.id}/explanation`} class="lg:px-4">
                <IconBook />Explain this score
              </ButtonLink>
              <ButtonLink href={`/scores/${score.id}/edit`} class="lg:px-4">
                <IconPencil />Edit
              </ButtonLink>
              <ButtonLink href={`/scores/${score.id}/file`} class="lg:px-4">
                <IconDownload />Download
              </ButtonLink>
            </div>
          </header>
          <FromDevice at={data.now} />
          {data.playing !== null && <PlayLine playing={data.playing} />}
        </div>
        <div class="pages min-w-0">
          {score.pages === 0 ? <UnshownScore id={score.id} /> : (
            <>
              <ScoreViewer
                id={score.id}
                title={title}
                shapes={score.shapes}
                place={data.place}
                look={data.look}
                onStand={data.onStand}
              />
              <ScoreKeysDialog />
            </>
          )}
          <ScoreDesk id={score.id} shown={score.pages > 0} />
          {score.pages > 0 && (
            <PlainPages id={score.id} title={title} shapes={score.shapes} crop={data.place.crop} />
          )}
        </div>
        <aside
          aria-label="What is known of this score"
          class="known no-print mt-8 lg:mt-0 border-t border-rule"
        >
          <div class="flex flex-wrap items-center gap-x-3 min-h-16 py-2 border-b border-rule [@media(scripting:none)]:hidden">
            <KeepOnDevice path={`/scores/${score.id}`} mark={data.mark} />
          </div>
          {score.sample && (
            <div class="pt-3">
              <SamplesHere one />
            </div>
          )}
          <ScoreMarks id={score.id} {...data.marks} fault={fault} />
          <datalist id="own-composers" />
          <datalist id="own-tags" />
          <PracticeLog id={score.id} view={data.practised} fault={fault} />
          <ScoreLists id={score.id} lists={data.lists} fault={fault} />
          <div data-live="known">
            {score.chain.length > 0 && (
              <ReadBy score={score} consent={consent} readByGemini={readByGemini} />
            )}
            <ScoreFacts
              id={score.id}
              facts={data.facts}
              works={score.fields.works ?? []}
              fileName={score.fileName}
              bytes={score.bytes}
              pages={score.pages}
            />
          </div>
          {consent === "unasked" && (
            <ConsentPanel
              purpose="ai-reading"
              returnTo={`/scores/${score.id}`}
              scoreId={score.id}
            />
          )}
        </aside>
      </div>
    </>
  );
}
