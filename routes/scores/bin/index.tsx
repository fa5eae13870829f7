import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { AskFirst } from "../../../components/AskFirst.tsx";
import { Ago } from "../../../components/Ago.tsx";
import { Button } from "../../../components/Button.tsx";
import { scores } from "../../../components/library/lettering.ts";
import { Notice } from "../../../components/Notice.tsx";
import { define, type State } from "../../../define.ts";
import { caught } from "../../../http/caught.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { BIN_DAYS, type BinWork, type Which } from "../../../services/library/bin.ts";
import { addressAfter } from "../../../services/library/told.ts";
import type { Fate } from "../../../services/library/work.ts";
import { Problem } from "../../../services/problem.ts";
import { isId } from "../../../services/world.ts";

/** More are not shown at once; what is done to those makes room for the next. */
const SHOWN = 200;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Seconds after which the page is fetched anew while the bin is being emptied. */
const LOOKS_AGAIN = 3;

/** What was removed just before: so many. */
interface Removed {
  readonly count: number;
  readonly fate: Fate;
}

export const handler = define.handlers({
  async GET(ctx) {
    return page(await binView(ctx, await removedBy(ctx)));
  },

  /**
   * Brings back (`act` restore) the scores `id`, or what was deleted in the act `at`, or `all` (until
   * the time `upto`, where it says one); or removes them for good (`act` remove), once it was asked
   * (`sure`).
   */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { bin, world } = ctx.state.services;
    const form = await readForm(ctx.req);
    const which = chosen(form, world.now());
    const remove = form.get("act") === "remove";
    if ("ids" in which && which.ids.length === 0) {
      const problem = caught(ctx, new Problem("none_chosen"));
      return page(await binView(ctx, null, problem.message), { status: problem.status });
    }
    if (remove && form.get("sure") !== "yes") {
      const meant = await bin.those(user.id, which);
      return meant.length === 0
        ? ctx.redirect("/scores/bin?removed=0", 303)
        : await ctx.render(<Sure count={meant.length} which={which} />);
    }
    if (remove) return ctx.redirect(afterRemoval(await bin.removeForGood(user.id, which)), 303);
    const work = await bin.bringBack(user.id, which);
    const told = { act: "restore", ...work, left: 0, at: world.now() } as const;
    return ctx.redirect(addressAfter(form.get("question") ?? "", told), 303);
  },
});

/** What is in the bin, with what was removed just before, or what is wrong. */
async function binView(
  ctx: Context<State>,
  removed: Removed | null,
  problem: string | null = null,
) {
  const { bin, world } = ctx.state.services;
  const [binned, now] = [await bin.list(signedIn(ctx.state).user.id), world.now()];
  return {
    now,
    count: binned.length,
    binned: binned.slice(0, SHOWN).map((score) => ({
      ...score,
      daysLeft: Math.max(0, BIN_DAYS - Math.floor((now - score.deletedAt) / DAY_MS)),
    })),
    removed,
    problem,
    here: ctx.url.pathname + ctx.url.search,
  };
}

const time = (text: string | null) =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

function chosen(form: URLSearchParams, now: number): Which {
  const at = time(form.get("at"));
  if (at !== null) return { at };
  if (form.get("all") === "yes") return { upto: time(form.get("upto")) ?? now };
  return { ids: form.getAll("id") };
}

function afterRemoval({ count, jobs }: BinWork): string {
  return `/scores/bin?${new URLSearchParams([
    ["removed", String(count)],
    ...jobs.map((id) => ["job", id]),
  ])}`;
}

async function removedBy(ctx: Context<State>): Promise<Removed | null> {
  const { searchParams } = ctx.url;
  const count = time(searchParams.get("removed"));
  if (count === null) return null;
  const jobs = searchParams.getAll("job").filter(isId).slice(0, 20);
  const fate = await ctx.state.services.bulk.fate(signedIn(ctx.state).user.id, jobs);
  return { count, fate };
}

/** Asks before scores are removed for good. What is deleted meanwhile is not meant. */
function Sure({ count, which }: { count: number; which: Which }) {
  const sent = "ids" in which
    ? which.ids.map((id) => ["id", id] as const)
    : "at" in which
    ? [["at", String(which.at)] as const]
    : [["all", "yes"] as const, ["upto", String(which.upto)] as const];
  return (
    <div class="pt-8 sm:pt-10">
      <AskFirst
        title={`Remove ${scores(count)} for good?`}
        act={count === 1 ? "Remove it for good" : "Remove them for good"}
        back="/scores/bin"
        sent={[["act", "remove"], ["sure", "yes"], ...sent]}
      >
        <p>
          {count === 1
            ? "Its file and all that you noted of it go"
            : "Their files and all that you noted of them go"}
          {" at once. Nobody can bring "}
          {count === 1 ? "it" : "them"} back.
        </p>
      </AskFirst>
    </div>
  );
}

/** What was removed, in words. */
function said({ count, fate }: Removed): string {
  const one = count === 1;
  if (fate === "going") return `${scores(count)} are being removed for good.`;
  if (fate === "failed") {
    return `Not all of ${scores(count)} could be removed. Choose what is left here once more.`;
  }
  return count === 0
    ? "Nothing was removed: it was not in the bin any more."
    : `${scores(count)} ${one ? "is" : "are"} removed for good.`;
}

/** What was deleted. */
export default define.page<typeof handler>(function BinPage({ data }) {
  const { binned, count, now, removed, problem, here } = data;
  const going = removed?.fate === "going";
  return (
    <div class="max-w-3xl pt-8 sm:pt-10">
      <Head>
        <title>Bin · Attacca</title>
        {going && <meta http-equiv="refresh" content={`${LOOKS_AGAIN}; url=${here}`} />}
      </Head>
      <h1 class="work text-4xl">Bin</h1>
      {removed !== null && (
        <Notice kind={removed.fate === "failed" ? "error" : "success"}>{said(removed)}</Notice>
      )}
      {problem !== null && <Notice kind="error">{problem}</Notice>}
      {!going && (
        <p class="prose-serif mt-3">
          {count === 0
            ? "There is nothing in the bin. What you delete waits here for 30 days."
            : `What you delete waits here for ${BIN_DAYS} days and then goes for good.`}
        </p>
      )}
      <p class="mt-2">
        <a href="/scores" class="text-accent underline inline-flex items-center min-h-11">
          Back to the library
        </a>
      </p>
      {count > 0 && !going && (
        <form method="post" action="/scores/bin" class="mt-4">
          {count > SHOWN && (
            <p class="text-quiet">
              {`Here are the ${SHOWN} deleted last, of ${count.toLocaleString("en")}.`}
            </p>
          )}
          {count > 1 && (
            <label class="flex items-center gap-4 min-h-11 my-1 cursor-pointer">
              <input type="checkbox" name="all" value="yes" class="size-5 accent-accent" />
              {`All ${count.toLocaleString("en")}`}
            </label>
          )}
          <ul class="border-t border-rule">
            {binned.map(({ id, title, composer, opus, deletedAt, daysLeft }) => (
              <li key={id} class="border-b border-rule">
                <label class="flex items-center gap-4 py-2.5 cursor-pointer">
                  <input
                    type="checkbox"
                    name="id"
                    value={id}
                    class="size-5 shrink-0 accent-accent"
                  />
                  <span class="flex-1 min-w-0">
                    <span class="block font-serif text-lg leading-snug wrap-anywhere">{title}</span>
                    <span class="block text-quiet wrap-anywhere">
                      <span class="composer">{composer}</span>
                      {opus !== "" && <span class="text-sm tabular-nums">{` ${opus}`}</span>}
                    </span>
                  </span>
                  <span class="text-sm text-quiet text-right shrink-0">
                    <Ago at={deletedAt} now={now} />
                    <span class="block">
                      {daysLeft === 1 ? "1 day left" : `${daysLeft} days left`}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <div class="sticky bottom-0 flex flex-wrap gap-3 py-3 bg-paper border-t border-edge -mt-px">
            <Button name="act" value="restore" kind="primary">Bring back the chosen</Button>
            <Button name="act" value="remove" kind="danger">Remove the chosen for good</Button>
          </div>
        </form>
      )}
    </div>
  );
});
