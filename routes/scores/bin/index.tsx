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

  /** Brings back the scores `id`, or all that were deleted in the act `at`; or removes them for good. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { bin, world } = ctx.state.services;
    const form = await readForm(ctx.req);
    const at = form.get("at");
    const which = at !== null && /^\d{1,15}$/.test(at) ? Number(at) : form.getAll("id");
    if (typeof which === "object" && which.length === 0) throw new Problem("none_chosen");
    if (form.get("act") === "remove" && typeof which === "object") {
      await bin.empty(user.id, which);
      return ctx.redirect("/scores/bin", 303);
    }
    const count = await bin.restoreAll(user.id, which);
    return ctx.redirect(
      addressAfter(form.get("question") ?? "", {
        act: "restore",
        count,
        left: 0,
        later: false,
        at: world.now(),
      }),
      303,
    );
  },
});

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
          <div class="flex flex-wrap gap-3 mt-6">
            <Button name="act" value="restore" kind="primary">Bring back the chosen</Button>
            <Button name="act" value="remove" kind="danger">Remove the chosen for good</Button>
          </div>
        </form>
      )}
    </div>
  );
});
