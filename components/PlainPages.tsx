import { picture } from "../islands/_parts/viewer/picture.ts";

/** All pages below one another, where there is no script to turn them. */
export function PlainPages({ id, title, shapes, crop }: {
  id: string;
  title: string;
  shapes: readonly number[];
  crop: string | null;
}) {
  const sight = { two: false, stand: false, box: crop };
  return (
    <noscript>
      <form method="post" action={`/scores/${id}/place`} class="no-print mt-2">
        <button
          type="submit"
          name="crop"
          value={crop === null ? "yes" : "no"}
          class="min-h-11 text-accent underline cursor-pointer"
        >
          {crop === null ? "Crop the margins" : "Show the margins"}
        </button>
      </form>
      <nav aria-label="All pages" class="no-print flex flex-wrap gap-x-4">
        {shapes.map((_, n) => (
          <a
            key={n}
            href={`#page-${n + 1}`}
            class="inline-flex items-center min-h-11 min-w-6 text-accent underline tabular-nums"
          >
            {n + 1}
          </a>
        ))}
      </nav>
      <div class="plain-pages">
        {shapes.map((shape, n) => (
          <img
            key={n}
            id={`page-${n + 1}`}
            {...picture(id, n + 1, shape, sight)}
            loading="lazy"
            alt={`Page ${n + 1} of ${shapes.length} of ${title}`}
            class="sheet w-full h-auto mt-6"
          />
        ))}
      </div>
    </noscript>
  );
}
