import type { Context } from "fresh";
import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../../../components/Ago.tsx";
import { Button, ButtonLink } from "../../../../components/Button.tsx";
import { Fact, Facts } from "../../../../components/desk/Facts.tsx";
import { IncidentTimeline, WriteNote } from "../../../../components/desk/IncidentNotes.tsx";
import { Sure } from "../../../../components/desk/Tick.tsx";
import { shown } from "../../../../components/IncidentStory.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { define, type State } from "../../../../define.ts";
import { caught } from "../../../../http/caught.ts";
import { readForm } from "../../../../http/form.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import type { IncidentView } from "../../../../services/incidents/desk.ts";
import { aboutName } from "../../../../services/incidents.ts";
import type { Problem } from "../../../../services/problem.ts";

interface Data {
  view: IncidentView;
  now: number;
  /** A note that was not taken. */
  text: string;
  isPublic: boolean;
  problem?: Problem;
  /** What was to be made public and holds an address: its form again, with what it had. */
  again?: { do: string; note: string };
}

/** What a form asks for by its `do`. */
async function act(ctx: Context<State>, form: URLSearchParams): Promise<void> {
  const { incidentDesk: desk } = ctx.state.services;
  const [by, { id }] = [signedIn(ctx.state), ctx.params];
  const [note, sure] = [form.get("note") ?? "", form.get("sure") === "yes"];
  const acts: Record<string, () => Promise<void>> = {
    "note": () =>
      desk.addNote(by, id, {
        text: form.get("text") ?? "",
        public: form.get("public") === "yes",
        sure,
      }),
    "note-public": () => desk.publishNote(by, id, note, true, sure),
    "note-internal": () => desk.publishNote(by, id, note, false, sure),
    "show": () => desk.show(by, id, true, sure),
    "hide": () => desk.show(by, id, false, sure),
    "close": () => desk.close(by, id),
  };
  const known = form.get("do") ?? "";
  if (Object.hasOwn(acts, known)) await acts[known]();
}

export const handler = define.handlers({
  async GET(ctx) {
    const { incidentDesk, world } = ctx.state.services;
    const view = await incidentDesk.look(ctx.params.id);
    return page<Data>({ view, now: world.now(), text: "", isPublic: false });
  },

  async POST(ctx) {
    const { incidentDesk, world } = ctx.state.services;
    const form = await readForm(ctx.req);
    try {
      await act(ctx, form);
    } catch (error) {
      const problem = caught(ctx, error);
      const [what, note] = [form.get("do") ?? "", form.get("note") ?? ""];
      const asksAgain = problem.code === "address_inside" && what !== "note";
      return page<Data>({
        view: await incidentDesk.look(ctx.params.id),
        now: world.now(),
        text: form.get("text") ?? "",
        isPublic: form.get("public") === "yes",
        problem,
        ...(asksAgain && { again: { do: what, note } }),
      }, { status: problem.status });
    }
    return ctx.redirect(`/admin/incidents/${ctx.params.id}`, 303);
  },
});

/** One incident: how it stands, its timeline, notes, and the way to its review. */
export default define.page<typeof handler>(function IncidentPage({ data, url }) {
  const { view, now, text, isPublic, problem, again } = data;
  const { incident, review } = view;
  const { title, integration, severity, byHand, hidden, openedAt, closedAt, shows } = incident;
  const state = shows === null ? "Well again; watched for a few minutes" : shown(shows, byHand);
  return (
    <>
      <Head>
        <title>{`${problem ? "Error: " : ""}${title} · Attacca`}</title>
      </Head>
      <p class="font-medium text-quiet">{closedAt === null ? state : "Over"}</p>
      <h1 class="work text-4xl wrap-anywhere">{title}</h1>
      {problem !== undefined && <Notice kind="error">{problem.message}</Notice>}
      {again !== undefined && (
        <form method="post" class="mb-6 flex flex-wrap items-center gap-4">
          <input type="hidden" name="note" value={again.note} />
          <Sure />
          <Button name="do" value={again.do}>Publish it</Button>
        </form>
      )}
      <Facts>
        <Fact name="About">{aboutName(integration)}</Fact>
        <Fact name="At its worst">{shown(severity, byHand)}</Fact>
        <Fact name="Began">
          <Ago at={openedAt} now={now} />
        </Fact>
        {closedAt !== null && (
          <Fact name="Ended">
            <Ago at={closedAt} now={now} />
          </Fact>
        )}
        <Fact name="Status page">{hidden ? "does not tell it" : "tells it to everybody"}</Fact>
        <Fact name="Review">
          {review === null
            ? "not written yet"
            : review.published === null
            ? "a draft, published nowhere"
            : "published"}
        </Fact>
      </Facts>
      <div class="mt-6 flex flex-wrap items-center gap-3">
        {byHand && closedAt === null && (
          <form method="post">
            <Button kind="primary" name="do" value="close">It is over: close it</Button>
          </form>
        )}
        <form method="post">
          {hidden
            ? <Button name="do" value="show">Tell it on the status page</Button>
            : <Button name="do" value="hide">Take it off the status page</Button>}
        </form>
        <ButtonLink href={`${url.pathname}/review`}>
          {review === null ? "Write the review" : "The review"}
        </ButtonLink>
      </div>
      {!byHand && closedAt === null && (
        <p class="mt-3 text-sm text-quiet">The watch opened it, and closes it by itself.</p>
      )}
      <h2 class="work text-2xl mt-10">What happened (UTC)</h2>
      <IncidentTimeline view={view} />
      <WriteNote
        text={text}
        isPublic={isPublic}
        address={problem?.code === "address_inside" && again === undefined}
      />
    </>
  );
});
