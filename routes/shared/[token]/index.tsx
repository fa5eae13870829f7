import { page } from "fresh";
import { Head } from "fresh/runtime";
import { scores as inWords } from "../../../components/library/lettering.ts";
import { SharedPages } from "../../../components/sharing/SharedPages.tsx";
import { define } from "../../../define.ts";
import { openShared } from "../../../http/shared.ts";

export const handler = define.handlers({
  async GET(ctx) {
    return page({ shared: await openShared(ctx), base: `/shared/${ctx.params.token}` });
  },
});

/** What a link shows: a score's pages, or a list of scores. */
export default define.page<typeof handler>(function SharedPage({ data }) {
  const { shared: { name, scores, download }, base } = data;
  if (name === null) {
    return (
      <>
        <Head>
          <title>{`${scores[0].title} · Attacca`}</title>
        </Head>
        <SharedPages score={scores[0]} base={base} download={download} />
      </>
    );
  }
  return (
    <div class="max-w-3xl pt-8 sm:pt-10">
      <Head>
        <title>{`${name} · Attacca`}</title>
      </Head>
      <h1 class="work text-4xl">{name}</h1>
      <p class="text-quiet mt-2">
        {scores.length === 0
          ? "Somebody has shared this with you. Nothing is in it yet."
          : `Somebody has shared ${inWords(scores.length)} with you.`}
      </p>
      <ol class="order border-t border-rule mt-6">
        {scores.map(({ n, title, composer, opus, shapes }) => (
          <li key={n} class="border-b border-rule">
            <a
              href={`${base}/${n}`}
              class="group flex items-center gap-3 sm:gap-4 py-2 no-underline text-ink"
            >
              <span class="place w-6 shrink-0 text-right text-sm text-quiet tabular-nums" />
              {shapes.length > 0
                ? (
                  <img
                    src={`${base}/${n}/pages/1?w=320`}
                    alt=""
                    width="320"
                    height="452"
                    loading="lazy"
                    class="no-print sheet w-10 shrink-0 aspect-[1/1.414] object-contain object-top"
                  />
                )
                : <span class="no-print sheet w-10 shrink-0 aspect-[1/1.414]" />}
              <span class="min-w-0 flex-1">
                <span class="block font-serif text-lg leading-snug group-hover:text-accent wrap-anywhere">
                  {title}
                </span>
                <span class="block text-quiet leading-snug wrap-anywhere">
                  <span class="composer">{composer}</span>
                  {opus !== "" && <span class="text-sm tabular-nums ml-2">{opus}</span>}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </div>
  );
});
