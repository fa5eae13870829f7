import { page } from "fresh";
import { Head } from "fresh/runtime";
import { scores } from "../../components/library/lettering.ts";
import { Thumbnail } from "../../components/library/Thumbnail.tsx";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    return page(await ctx.state.services.composers.scores(user.id, ctx.params.name));
  },
});

/** A composer with the person's scores of theirs. */
export default define.page<typeof handler>(function Composer({ data: { name, known, cards } }) {
  return (
    <div class="pt-8 sm:pt-10">
      <Head>
        <title>{`${name} · Attacca`}</title>
      </Head>
      <p class="no-print">
        <a
          href="/composers"
          class="text-quiet no-underline hover:text-accent inline-flex items-center min-h-11"
        >
          Composers
        </a>
      </p>
      <h1 class="work text-4xl">{name}</h1>
      <p class="text-quiet mt-2">
        {known && known.name !== name && `${known.name}, `}
        {known && known.born > 0 && <span class="tabular-nums">{years(known)}</span>}
      </p>
      <p class="mt-2 flex flex-wrap gap-x-6 items-center">
        <span class="text-quiet tabular-nums">{scores(cards.length)}</span>
        <a
          href={`/scores?composer=${encodeURIComponent(name)}`}
          class="no-print text-accent underline inline-flex items-center min-h-11"
        >
          Show them in the library
        </a>
      </p>
      <ol class="mt-4 border-t border-rule max-w-4xl">
        {cards.map(({ id, title, opus, key, instruments, pages }) => (
          <li key={id} class="border-b border-rule">
            <a
              href={`/scores/${id}`}
              class="group flex items-center gap-4 py-2 no-underline text-ink"
            >
              <Thumbnail id={id} pages={pages} sizes="40px" class="w-10 shrink-0" />
              <span class="flex-1 min-w-0 sm:flex gap-6 items-baseline">
                <span class="block flex-1 min-w-0 font-serif text-lg leading-snug wrap-anywhere group-hover:text-accent">
                  {title}
                </span>
                <span class="block text-sm text-quiet sm:w-56 shrink-0 tabular-nums">
                  {[opus, key, instruments.slice(0, 3).join(", ")].filter((fact) =>
                    fact !== ""
                  )
                    .join(" · ")}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </div>
  );
});

function years({ born, died }: { born: number; died: number }): string {
  return died > 0 ? `${born}–${died}` : `born ${born}`;
}
