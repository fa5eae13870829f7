import type { Card } from "../store/scores.ts";

const DOUBTS = { unnamed: "title not found", unsure: "please check" };

/** A score in the library: its first page, its title, its composer. */
export function ScoreCard({ card }: { card: Card }) {
  const image = `/scores/${card.id}/pages/1`;
  const reading = card.status === "reading";
  return (
    <li class="min-w-0" data-live={reading ? card.id : undefined}>
      <a href={`/scores/${card.id}`} class="group block no-underline text-ink">
        {card.pages === 0
          ? (
            <span class="sheet flex items-center w-full aspect-[1/1.414] px-8">
              <span class="staff block w-full" />
            </span>
          )
          : (
            <img
              src={`${image}?w=320`}
              srcset={`${image}?w=320 320w, ${image}?w=640 640w`}
              sizes="(min-width: 80rem) 200px, (min-width: 40rem) 25vw, 45vw"
              alt=""
              width="320"
              height="452"
              loading="lazy"
              decoding="async"
              class="sheet w-full aspect-[1/1.414] object-contain object-top"
            />
          )}
        <span class="block font-serif text-lg leading-snug mt-3 group-hover:text-accent line-clamp-3 wrap-anywhere">
          {card.title}
        </span>
        {card.composer !== "" && (
          <span class="block composer text-quiet leading-snug line-clamp-2 wrap-anywhere">
            {card.composer}
          </span>
        )}
        {card.opus !== "" && (
          <span class="block text-sm text-quiet tabular-nums truncate">{card.opus}</span>
        )}
        {reading && <span class="block text-sm text-quiet" data-reading>being read</span>}
        {card.status === "ready" && card.doubt !== null && (
          <span class="block text-sm text-quiet">{DOUBTS[card.doubt]}</span>
        )}
      </a>
    </li>
  );
}
