import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../components/Button.tsx";
import { ConsentPanel } from "../../../../components/ConsentPanel.tsx";
import { ExplanationText } from "../../../../components/ExplanationText.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { ScoreTitle } from "../../../../components/ScoreTitle.tsx";
import { define } from "../../../../define.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import { IconBook, IconChevronLeft, IconChevronRight } from "../../../../icons/icons.tsx";
import ExplanationWatch from "../../../../islands/ExplanationWatch.tsx";
import PageWatch from "../../../../islands/PageWatch.tsx";
import { explainLocally } from "../../../../services/explaining/local.ts";
import { explanationView } from "../../../../services/explaining/view.ts";
import { facts, heading } from "../../../../services/scores/facts.ts";
import { progress } from "../../../../services/scores/progress.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { library, explanations, consents, images } = ctx.state.services;
    const { user } = signedIn(ctx.state);
    const score = await library.score(user.id, ctx.params.id);
    const [row, consent] = await Promise.all([
      explanations.get(user.id, score.id),
      consents.state(user.id, "ai-explaining"),
    ]);
    return page({
      score,
      consent,
      title: heading(score),
      facts: facts(score.fields),
      local: explainLocally(score, !images.isBroken(score, 1)),
      view: row && explanationView(row),
    });
  },

  /** Asks for an explanation, where the person allows it. */
  async POST(ctx) {
    const { id } = ctx.params;
    await ctx.state.services.explanations.request(signedIn(ctx.state).user.id, id);
    return ctx.redirect(`/scores/${id}/explanation`, 303);
  },
});

const FROM_THE_PAGE = "From what is printed on the page, and from what this library knows of " +
  "composers, keys, meters and words of tempo.";

/** Seconds after which a page without script looks again. */
const SOON = 2;
const LATER = 30;

/** What the score is, and how to practise it. */
export default define.page<typeof handler>(function ExplanationPage({ data, url }) {
  const { score, title, local, view, consent } = data;
  const underWay = view !== null && (view.status === "waiting" || view.status === "writing");
  const reading = score.status === "reading";
  const mayAsk = consent === "allowed" && (view === null || view.status === "failed");
  const image = `/scores/${score.id}/pages/1`;
  const fromThePage = (
    <div data-live="local">
      <ExplanationText label="From the page" blocks={local} source={FROM_THE_PAGE} />
    </div>
  );
  return (
    <>
      <Head>
        <title>{`About ${title} · Attacca`}</title>
        {(underWay || reading) && (
          <noscript>
            <meta
              http-equiv="refresh"
              content={String(view?.retry ? LATER : SOON)}
            />
          </noscript>
        )}
      </Head>
      <p class="no-print pt-4">
        <a
          href={`/scores/${score.id}`}
          class="inline-flex items-center gap-1 min-h-11 -ml-1.5 text-quiet no-underline hover:text-accent"
        >
          <IconChevronLeft />The score
        </a>
      </p>
      <div class="lg:grid lg:grid-cols-[minmax(0,34rem)_minmax(0,36rem)] gap-x-16 xl:gap-x-24 items-start">
        <article class="min-w-0">
          <header class="pt-2 pb-6" data-live="head">
            <ScoreTitle title={title} facts={data.facts} />
          </header>
          <div class="staff mb-8" aria-hidden="true" />
          <div role="status" data-live="state">
            {reading && (
              <p class="text-quiet mb-6" data-reading>
                The first page is being read. What it tells follows in a moment.
              </p>
            )}
          </div>
          {reading && (
            <PageWatch events={`/scores/${score.id}/events`} mark={progress(score).mark} />
          )}
          {view?.status === "failed" && <Notice>{view.notice}</Notice>}
          {mayAsk && (
            <form method="post" action={url.pathname} class="no-print mb-8">
              <p class="max-w-[34rem] mb-3">
                {view === null
                  ? "Gemini can write more about its style, its technique and how to practise it. That takes about half a minute."
                  : "What the page itself tells is below."}
              </p>
              <Button kind="primary">
                <IconBook />
                {view === null ? "Ask Gemini" : "Ask again"}
              </Button>
            </form>
          )}
          {underWay && <ExplanationWatch id={score.id} view={view} />}
          {view !== null && !underWay && view.blocks.length > 0 && (
            <ExplanationText
              label="Explanation by Gemini"
              blocks={view.blocks}
              source={view.source}
            />
          )}
          {view?.status === "done"
            ? (
              <details class="group mt-8 border-t border-rule pt-2">
                <summary class="min-h-11 flex items-center gap-1 -ml-1.5 cursor-pointer text-quiet hover:text-accent">
                  <IconChevronRight class="group-open:rotate-90 transition-transform duration-100" />
                  What the page itself tells
                </summary>
                <div class="pt-4">{fromThePage}</div>
              </details>
            )
            : (
              <div class={view === null ? "" : "mt-8 border-t border-rule pt-8"}>{fromThePage}</div>
            )}
          {consent === "unasked" && (
            <ConsentPanel purpose="ai-explaining" returnTo={url.pathname} scoreId={score.id} />
          )}
          {consent === "refused" && (
            <p class="no-print text-sm text-quiet mt-6">
              This score is sent nowhere to be explained. You can change that on your{" "}
              <a href="/account" class="text-accent underline">account page</a>.
            </p>
          )}
          {consent === "off" && (
            <p class="no-print text-sm text-quiet mt-6">
              Gemini, which can write more, is not available on this server.
            </p>
          )}
        </article>
        {score.pages > 0 && (
          <a
            href={`/scores/${score.id}`}
            class="no-print hidden lg:block sticky top-6"
            aria-label="Open the score"
          >
            <img
              src={`${image}?w=1000`}
              srcset={`${image}?w=640 640w, ${image}?w=1000 1000w, ${image}?w=1600 1600w`}
              sizes="(min-width: 80rem) 36rem, 24rem"
              width="1000"
              height={Math.round(score.shapes[0] * 1000)}
              loading="lazy"
              alt="The first page"
              class="sheet w-full h-auto"
            />
          </a>
        )}
      </div>
    </>
  );
});
