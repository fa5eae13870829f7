import { page } from "fresh";
import { Head } from "fresh/runtime";
import { scores } from "../../components/library/lettering.ts";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { libraryAddress, libraryQuery } from "../../services/library/query.ts";

/** A book of some hundred sheets. */
const MOST = 5_000;

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const query = { ...libraryQuery(ctx.url.searchParams), sort: "composer" as const };
    const cards = await ctx.state.services.shelf.all(user.id, query);
    return page({
      back: libraryAddress({ ...query, sort: "added" }),
      count: cards.length,
      composers: [...Map.groupBy(cards.slice(0, MOST), ({ composer }) => composer)],
    });
  },
});

/** The library, or what was asked for of it, on paper: by composer, a line a score. */
export default define.page<typeof handler>(function Catalogue({ data }) {
  const { back, count, composers } = data;
  return (
    <div class="max-w-3xl pt-8 sm:pt-10">
      <Head>
        <title>Catalogue · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Catalogue</h1>
      <p class="text-quiet mt-2 tabular-nums">
        {scores(count)}
        {count > MOST && `, the first ${MOST.toLocaleString("en")} of them here`}
      </p>
      <p class="no-print mt-2 text-quiet">
        This page is made for printing: print it from your browser’s menu.{" "}
        <a href={back} class="text-accent underline">Back to the library</a>
      </p>
      {composers.map(([composer, cards]) => (
        <section key={composer} class="mt-6">
          <h2 class="composer text-lg border-b border-rule break-after-avoid">
            {composer || "Without a composer"}
          </h2>
          <ul>
            {cards.map(({ id, title, opus, key, instruments }) => (
              <li key={id} class="py-1 flex gap-6 items-baseline break-inside-avoid">
                <a
                  href={`/scores/${id}`}
                  class="flex-1 min-w-0 font-serif no-underline text-ink hover:text-accent wrap-anywhere"
                >
                  {title}
                </a>
                <span class="w-2/5 shrink-0 text-sm text-quiet tabular-nums">
                  {[opus, key, instruments.slice(0, 3).join(", ")].filter((fact) =>
                    fact !== ""
                  )
                    .join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
});
