import type { Context } from "fresh";
import { page } from "fresh";
import { AskFirst } from "../../../components/AskFirst.tsx";
import { counted } from "../../../components/desk/numbers.ts";
import { define, type State } from "../../../define.ts";
import { isKindName, queueAct, queueAfter } from "../../../http/queue_fates.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import type { QueueAct, QueueQuestion } from "../../../services/queue.ts";
import { isId } from "../../../services/world.ts";

/** What can be done with all of a kind. */
type AllAct = Exclude<QueueAct, "again">;

interface Data {
  act: AllAct;
  question: QueueQuestion;
}

/** What is asked; where there is nothing to ask, where it leads. */
async function asked(ctx: Context<State>): Promise<Data | string> {
  const query = ctx.url.searchParams;
  const [act, kind] = [queueAct(query.get("act")), query.get("kind") ?? ""];
  if (act === undefined || act === "again" || !isKindName(kind)) return "/admin/queue";
  const upto = query.get("upto") ?? "";
  const question = await ctx.state.services.queue.question(kind, isId(upto) ? upto : undefined);
  if (question === null) return queueAfter(act, {});
  const { count, owed } = question;
  if (act === "discard" && owed !== undefined) return queueAfter(act, { owed: count });
  return { act, question };
}

export const handler = define.handlers({
  async GET(ctx) {
    const found = await asked(ctx);
    if (typeof found === "string") return ctx.redirect(found, 303);
    const { act, question: { kind, upto } } = found;
    // The address says up to which one: so many as are told are meant, whatever comes meanwhile.
    if (ctx.url.searchParams.get("upto") === upto) return page<Data>(found);
    return ctx.redirect(`/admin/queue/all?${new URLSearchParams({ kind, act, upto })}`, 303);
  },

  async POST(ctx) {
    const found = await asked(ctx);
    if (typeof found === "string") return ctx.redirect(found, 303);
    const { act, question } = found;
    const fates = await ctx.state.services.queue.act(signedIn(ctx.state), act, question);
    return ctx.redirect(queueAfter(act, fates), 303);
  },
});

const TITLES: Record<AllAct, (jobs: string) => string> = {
  retry: (jobs) => `Try ${jobs} now?`,
  hour: (jobs) => `Put ${jobs} off for an hour?`,
  day: (jobs) => `Put ${jobs} off for a day?`,
  discard: (jobs) => `Discard ${jobs}?`,
};

const ACTS: Record<AllAct, [one: string, many: string]> = {
  retry: ["Try it now", "Try them all now"],
  hour: ["Put it off", "Put them all off"],
  day: ["Put it off", "Put them all off"],
  discard: ["Discard it", "Discard them all"],
};

/** Asks before something is done with all that wait of a kind: how many, and what follows from it. */
export default define.page<typeof handler>(function All({ data: { act, question } }) {
  const { kind, title, does, count, busy } = question;
  return (
    <AskFirst
      title={TITLES[act](counted(count, "job"))}
      act={ACTS[act][count === 1 ? 0 : 1]}
      kind={act === "discard" ? "danger" : "primary"}
      back={`/admin/queue#${kind}`}
    >
      <p>
        <strong class="font-medium">{title}.</strong> {does}
      </p>
      <ul class="list-disc pl-5 grid gap-1">
        {consequences(act, question).map((text) => <li key={text}>{text}</li>)}
        {busy > 0 && (
          <li>{busy === 1 ? "One is" : `${busy} are`} being worked on just now, and left alone.</li>
        )}
        <li>What comes in from now on is not meant.</li>
      </ul>
    </AskFirst>
  );
});

/** What follows from it. */
function consequences(act: AllAct, { givenUp, putOff }: QueueQuestion): string[] {
  if (act === "discard") return ["What is discarded is given up at once.", givenUp];
  if (act === "retry") {
    return [
      "They are tried at once, one after the other.",
      "While a service that they need is away it brings nothing sooner.",
    ];
  }
  return ["People wait for it so much longer.", ...(putOff === undefined ? [] : [putOff])];
}
