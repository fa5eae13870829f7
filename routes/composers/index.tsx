import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const composers = await ctx.state.services.composers.list(user.id);
    return page({
      count: composers.length,
      letters: [...Map.groupBy(composers, (one) => one.letter)],
    });
  },
});

/** Everybody whose music is in the library, by surname. */
export default define.page<typeof handler>(function Composers({ data: { count, letters } }) {
  return (
    <div class="pt-8 sm:pt-10">
      <Head>
        <title>Composers · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Composers</h1>
      <p class="text-quiet mt-3">
        {count === 0
          ? "No score in your library has a composer yet."
          : count === 1
          ? "One composer"
          : `${count.toLocaleString("en")} composers`}
      </p>
      <p class="no-print">
        <a href="/scores" class="text-accent underline inline-flex items-center min-h-11">
          Back to the library
        </a>
      </p>
      {letters.length > 5 && (
        <nav aria-label="Letters" class="no-print flex flex-wrap mt-4 -mx-2">
          {letters.map(([letter]) => (
            <a
              key={letter}
              href={`#letter-${letter}`}
              class="inline-flex items-center justify-center min-w-11 min-h-11 px-2 text-quiet no-underline hover:text-accent"
            >
              {letter}
            </a>
          ))}
        </nav>
      )}
      <div class="columns-1 sm:columns-2 lg:columns-3 gap-10 mt-6">
        {letters.map(([letter, composers]) => (
          <section
            key={letter}
            aria-labelledby={`letter-${letter}`}
            class="mb-8 break-inside-avoid-column"
          >
            <h2
              id={`letter-${letter}`}
              class="font-serif text-xl text-quiet border-b border-rule pb-1"
            >
              {letter}
            </h2>
            <ul>
              {composers.map(({ name, count }) => (
                <li key={name} class="break-inside-avoid">
                  <a
                    href={`/composers/${encodeURIComponent(name)}`}
                    class="flex items-center gap-3 min-h-11 no-underline text-ink hover:text-accent"
                  >
                    <span class="composer text-lg flex-1 min-w-0 wrap-anywhere leading-snug">
                      {name}
                    </span>
                    <span class="text-sm text-quiet tabular-nums">
                      {count.toLocaleString("en")}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
});
