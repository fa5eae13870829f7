import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../../../components/Ago.tsx";
import { Button } from "../../../../components/Button.tsx";
import { TextArea } from "../../../../components/desk/TextArea.tsx";
import { Sure } from "../../../../components/desk/Tick.tsx";
import { REVIEW_TITLES } from "../../../../components/IncidentStory.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { define } from "../../../../define.ts";
import { caught } from "../../../../http/caught.ts";
import { readForm } from "../../../../http/form.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import type { IncidentView } from "../../../../services/incidents/desk.ts";
import type { Problem } from "../../../../services/problem.ts";
import type { ReviewPart, ReviewTexts } from "../../../../store/incident_papers.ts";

interface Data {
  view: IncidentView;
  typed: ReviewTexts;
  now: number;
  done?: string;
  problem?: Problem;
}

const PARTS = Object.keys(REVIEW_TITLES) as ReviewPart[];

const HELP: Record<ReviewPart, string> = {
  happened: "In order, with times. What, not who.",
  noticed: "What did not work for them, and what worked all the same.",
  lasted: "From when to when; and when we knew.",
  why: "What let it happen, until the answer is something that can be changed.",
  change: "So that it does not happen again, or is noticed sooner.",
  who: "A line for each change.",
};

const DONE: Record<string, string> = {
  saved: "The draft is saved. The status page tells nothing new.",
  published: "It is published.",
  "taken-back": "It is taken back: the status page tells it no more. The draft is kept.",
};

const texts = (text: (part: ReviewPart) => string): ReviewTexts =>
  Object.fromEntries(PARTS.map((part) => [part, text(part)])) as ReviewTexts;

export const handler = define.handlers({
  async GET(ctx) {
    const { incidentDesk, world } = ctx.state.services;
    const view = await incidentDesk.look(ctx.params.id);
    const typed = texts((part) => view.review?.draft[part] ?? "");
    const done = DONE[ctx.url.searchParams.get("done") ?? ""];
    return page<Data>({ view, typed, now: world.now(), done });
  },

  /** Saves the draft, publishes it, or takes it back (`do`: `save`, `publish`, `take-back`). */
  async POST(ctx) {
    const { incidentDesk: desk, world } = ctx.state.services;
    const [by, { id }] = [signedIn(ctx.state), ctx.params];
    const form = await readForm(ctx.req);
    const typed = texts((part) => form.get(part) ?? "");
    const what = form.get("do");
    const seen = /^\d{1,15}$/.test(form.get("seen") ?? "") ? Number(form.get("seen")) : null;
    const review = { texts: typed, seen, sure: form.get("sure") === "yes" };
    let done = "saved";
    try {
      if (what === "take-back") {
        await desk.takeBackReview(by, id);
        done = "taken-back";
      } else if (what === "publish") {
        await desk.publishReview(by, id, review);
        done = "published";
      } else await desk.saveReview(by, id, review);
    } catch (error) {
      const problem = caught(ctx, error);
      const view = await desk.look(id);
      return page<Data>({ view, typed, now: world.now(), problem }, { status: problem.status });
    }
    return ctx.redirect(`/admin/incidents/${id}/review?done=${done}`, 303);
  },
});

/** What was learned: a draft until it is published. */
export default define.page<typeof handler>(function Review({ data, url }) {
  const { view: { incident, review }, typed, now, done, problem } = data;
  const isPublished = review !== null && review.published !== null;
  return (
    <div class="max-w-2xl">
      <Head>
        <title>{`${problem ? "Error: " : ""}Review: ${incident.title} · Attacca`}</title>
      </Head>
      <p>
        <a
          href={`/admin/incidents/${incident.id}`}
          class="inline-flex items-center min-h-11 text-accent underline wrap-anywhere"
        >
          {incident.title}
        </a>
      </p>
      <h1 class="work text-4xl">Review</h1>
      <p class="mt-2 text-quiet">
        {isPublished
          ? incident.hidden
            ? "Published, but nobody sees it: the status page does not tell the incident."
            : "Published on the status page. What you change is a draft until you publish it anew."
          : "A draft. Only operators see it."}
        {review !== null && (
          <>
            {" "}Saved <Ago at={review.savedAt} now={now} />.
          </>
        )}
      </p>
      {done !== undefined && <Notice kind="success">{done}</Notice>}
      {problem !== undefined && (
        <Notice kind="error">
          {problem.message}
          {problem.code === "review_changed" && (
            <>
              {" "}
              <a href={url.pathname} class="text-accent underline">See theirs</a>
            </>
          )}
        </Notice>
      )}
      <form method="post" class="mt-6 grid gap-5" novalidate>
        <input type="hidden" name="seen" value={review?.savedAt ?? 0} />
        {PARTS.map((part) => (
          <TextArea
            key={part}
            name={part}
            label={REVIEW_TITLES[part]}
            help={HELP[part]}
            value={typed[part]}
          />
        ))}
        {problem?.code === "address_inside" && <Sure />}
        <p class="flex flex-wrap gap-3">
          <Button kind="primary" name="do" value="save">Save the draft</Button>
          {incident.closedAt !== null && (
            <Button name="do" value="publish">
              {isPublished ? "Publish it anew" : "Publish it on the status page"}
            </Button>
          )}
          {isPublished && <Button kind="danger" name="do" value="take-back">Take it back</Button>}
        </p>
        {incident.closedAt === null && (
          <p class="text-sm text-quiet">It can be published when the incident is over.</p>
        )}
      </form>
    </div>
  );
});
