import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Ago } from "../../../components/Ago.tsx";
import { Button } from "../../../components/Button.tsx";
import { define } from "../../../define.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { BIN_DAYS } from "../../../services/library/bin.ts";
import { addressAfter } from "../../../services/library/told.ts";
import { Problem } from "../../../services/problem.ts";

/** More are not shown at once; what is done to those makes room for the next. */
const SHOWN = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const binned = await ctx.state.services.bin.list(user.id);
    const now = ctx.state.services.world.now();
    return page({
      now,
      count: binned.length,
      binned: binned.slice(0, SHOWN).map((score) => ({
        ...score,
        daysLeft: Math.max(0, BIN_DAYS - Math.floor((now - score.deletedAt) / DAY_MS)),
      })),
    });
  },

  /**
   * Brings back (`act` restore) the scores `id`, or what was deleted in the act `at`, or `all`; or
   * removes them for good (`act` remove).
   */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { bin, world } = ctx.state.services;
    const form = await readForm(ctx.req);
    const which = chosen(form);
    if (form.get("act") === "remove") {
      await bin.removeForGood(user.id, which);
      return ctx.redirect("/scores/bin", 303);
    }
    const { count, later } = await bin.bringBack(user.id, which);
    const told = { act: "restore", count, left: 0, later, at: world.now() } as const;
    return ctx.redirect(addressAfter(form.get("question") ?? "", told), 303);
  },
});

/** @throws {Problem} `none_chosen` */
function chosen(form: URLSearchParams): { ids: string[] } | { at: number | null } {
  const at = form.get("at");
  if (at !== null && /^\d{1,15}$/.test(at)) return { at: Number(at) };
  if (form.get("all") === "yes") return { at: null };
  const ids = form.getAll("id");
  if (ids.length === 0) throw new Problem("none_chosen");
  return { ids };
}

/** What was deleted. */
export default define.page<typeof handler>(function BinPage({ data }) {
  const { binned, count, now } = data;
  return (
    <div class="max-w-3xl pt-8 sm:pt-10">
      <Head>
        <title>Bin · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Bin</h1>
      <p class="prose-serif mt-3">
        {count === 0
          ? "There is nothing in the bin. What you delete waits here for 30 days."
          : `What you delete waits here for ${BIN_DAYS} days and then goes for good.`}
      </p>
      <p class="mt-2">
        <a href="/scores" class="text-accent underline inline-flex items-center min-h-11">
          Back to the library
        </a>
      </p>
      {count > 0 && (
        <form method="post" action="/scores/bin" class="mt-4">
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
          {count > SHOWN && (
            <p class="text-quiet mt-3">
              {`The ${SHOWN} deleted last, of ${count.toLocaleString("en")}.`}
            </p>
          )}
          {count > 1 && (
            <label class="flex items-center gap-4 min-h-11 mt-2 cursor-pointer">
              <input type="checkbox" name="all" value="yes" class="size-5 accent-accent" />
              {`All ${count.toLocaleString("en")}`}
            </label>
          )}
          <div class="flex flex-wrap gap-3 mt-4">
            <Button name="act" value="restore" kind="primary">Bring back the chosen</Button>
            <Button name="act" value="remove" kind="danger">Remove the chosen for good</Button>
          </div>
        </form>
      )}
    </div>
  );
});
