import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../components/Button.tsx";
import { ConsentPanel } from "../../../components/ConsentPanel.tsx";
import { FromDevice } from "../../../components/FromDevice.tsx";
import { PlayLine } from "../../../components/collections/PlayLine.tsx";
import { ScoreLists } from "../../../components/collections/ScoreLists.tsx";
import { ReadBy } from "../../../components/ReadBy.tsx";
import { readingState } from "../../../components/reading_state.ts";
import { SamplesHere } from "../../../components/library/Samples.tsx";
import { ScoreMarks } from "../../../components/library/ScoreMarks.tsx";
import { ScoreKeysDialog } from "../../../components/Keys.tsx";
import { PlainPages } from "../../../components/PlainPages.tsx";
import { PracticeLog } from "../../../components/PracticeLog.tsx";
import { ScoreFacts } from "../../../components/ScoreFacts.tsx";
import { Read } from "../../../components/Sureness.tsx";
import { UnshownScore } from "../../../components/UnshownScore.tsx";
import { define } from "../../../define.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { IconBook, IconDownload, IconPencil } from "../../../icons/icons.tsx";
import KeepOnDevice from "../../../islands/KeepOnDevice.tsx";
import ScoreDesk from "../../../islands/ScoreDesk.tsx";
import PageWatch from "../../../islands/PageWatch.tsx";
import ScoreViewer from "../../../islands/ScoreViewer.tsx";
import { saveEdits } from "../../../http/save_edits.tsx";
import { ownerMark } from "../../../services/identity/owner.ts";
import { marksView } from "../../../services/library/marks.ts";
import { facts, heading } from "../../../services/scores/facts.ts";
import { lookOf } from "../../../services/scores/look.ts";
import { progress } from "../../../services/scores/progress.ts";
import { readByGemini } from "../../../services/scores/readings.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const { library, readings, places, practice, collections, world } = ctx.state.services;
    const { searchParams } = ctx.url;
    const { id } = ctx.params;
    const [score, consent, lists, playing] = await Promise.all([
      library.score(user.id, id),
      readings.consent(user.id),
      collections.of(user.id, id),
      collections.playing(user.id, searchParams.get("list"), searchParams.get("at"), id),
    ]);
    const [place, practised] = await Promise.all([
      places.get(score),
      practice.view(user.id, score.id),
      // To keep it on a device is not to open it.
      ctx.req.headers.has("x-keep") ? null : library.opened(user.id, score.id),
    ]);
    const asked = Number(searchParams.get("page"));
    const isPage = Number.isInteger(asked) && asked >= 1 && asked <= score.pages;
    // A piece of a setlist is played from its beginning.
    const first = isPage ? asked : playing === null ? place.page : 1;
    return page({
      score,
      mark: await ownerMark(user.id),
      now: world.now(),
      place: { ...place, page: first },
      practised,
      look: lookOf(ctx.req.headers.get("cookie")),
      consent,
      lists,
      playing,
      facts: facts(score.fields),
      marks: marksView(score),
      title: heading(score),
      progress: progress(score),
      readByGemini: readByGemini(score),
    });
  },

  POST: saveEdits,
});

/** The score. */
export default define.page<typeof handler>(function ScorePage({ data }) {
  const { score, title, consent, progress, readByGemini } = data;
  const known = Object.fromEntries(data.facts.map((fact) => [fact.name, fact]));
  const said = (name: string) =>
    known[name] && known[name].degree !== "unsure" ? known[name] : null;
  const [subtitle, composer, opus] = ["subtitle", "composer", "opus"].map(said);
  const state = readingState(score, consent);
  return (
    <>
      <Head>
        <title>{`${title} · Attacca`}</title>
        {score.status === "reading" && (
          <noscript>
            <meta http-equiv="refresh" content="2" />
          </noscript>
        )}
      </Head>
      <header class="no-print pt-6 sm:pt-8 pb-6 flex flex-col gap-4 lg:flex-row lg:items-end lg:gap-x-8">
        <div class="flex-1 min-w-0">
          <div data-live="head">
            <h1 class="work text-3xl sm:text-4xl">
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
          <ButtonLink href={`/scores/${score.id}/explanation`}>
            <IconBook />Explain this score
          </ButtonLink>
          <ButtonLink href={`/scores/${score.id}/edit`}>
            <IconPencil />Edit
          </ButtonLink>
          <ButtonLink href={`/scores/${score.id}/file`}>
            <IconDownload />Download
          </ButtonLink>
        </div>
      </header>
      <FromDevice at={data.now} />
      {data.playing !== null && <PlayLine playing={data.playing} />}
      <div class="desk gap-10 items-start">
        <div class="min-w-0">
          {score.pages === 0 ? <UnshownScore id={score.id} /> : (
            <>
              <ScoreViewer
                id={score.id}
                title={title}
                shapes={score.shapes}
                place={data.place}
                look={data.look}
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
          class="no-print mt-8 lg:mt-0 border-t border-rule"
        >
          <div class="flex flex-wrap items-center gap-x-3 min-h-16 py-2 border-b border-rule [@media(scripting:none)]:hidden">
            <KeepOnDevice path={`/scores/${score.id}`} mark={data.mark} />
          </div>
          {score.sample && (
            <div class="pt-3">
              <SamplesHere one />
            </div>
          )}
          <ScoreMarks id={score.id} {...data.marks} />
          <datalist id="own-composers" />
          <datalist id="own-tags" />
          <PracticeLog id={score.id} view={data.practised} />
          <ScoreLists id={score.id} lists={data.lists} />
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
});
