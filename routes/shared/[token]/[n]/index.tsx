import { page } from "fresh";
import { Head } from "fresh/runtime";
import { SharedPages } from "../../../../components/sharing/SharedPages.tsx";
import { define } from "../../../../define.ts";
import { openShared, plainNumber } from "../../../../http/shared.ts";
import { Problem } from "../../../../services/problem.ts";
import type { SharedScore } from "../../../../services/sharing/shares.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { name, scores, download } = await openShared(ctx, false);
    const n = plainNumber(ctx.params.n);
    const at = scores.findIndex((score) => score.n === n);
    if (at < 0) throw new Problem("share_unknown");
    return page({
      name,
      at,
      of: scores.length,
      score: scores[at],
      before: scores[at - 1] ?? null,
      next: scores[at + 1] ?? null,
      download,
      base: `/shared/${ctx.params.token}`,
    });
  },
});

/** A score of a shared list, with the way to the ones before and after. */
export default define.page<typeof handler>(function SharedListScore({ data }) {
  const { name, at, of, score, before, next, download, base } = data;
  return (
    <>
      <Head>
        <title>{`${score.title} · Attacca`}</title>
      </Head>
      {name !== null && (
        <p class="no-print pt-4">
          <a href={base} class="text-accent underline inline-flex items-center min-h-11">{name}</a>
          <span class="text-quiet tabular-nums">{`, ${at + 1} of ${of}`}</span>
        </p>
      )}
      <SharedPages score={score} base={base} download={download} />
      <nav aria-label="Other scores" class="no-print flex flex-wrap justify-between gap-4 mt-8">
        {before ? <Other rel="prev" base={base} score={before} /> : <span />}
        {next && <Other rel="next" base={base} score={next} />}
      </nav>
    </>
  );
});

function Other({ rel, base, score }: { rel: "prev" | "next"; base: string; score: SharedScore }) {
  return (
    <a
      rel={rel}
      href={`${base}/${score.n}`}
      class="inline-flex items-center min-h-11 text-accent underline wrap-anywhere"
    >
      {`${rel === "prev" ? "Before" : "Next"}: ${score.title}`}
    </a>
  );
}
