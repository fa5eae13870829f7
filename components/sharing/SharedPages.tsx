import { ButtonLink } from "../Button.tsx";
import { IconDownload } from "../../icons/icons.tsx";
import type { SharedScore } from "../../services/sharing/shares.ts";

const WIDTHS = [640, 1000, 1600, 2400];

/** A shared score: its title page in words, then its pages one below the other. */
export function SharedPages({ score, base, download }: {
  score: SharedScore;
  /** The address of the link. */
  base: string;
  download: boolean;
}) {
  const { n, title, composer, opus, shapes } = score;
  const source = (page: number, width: number) => `${base}/${n}/pages/${page}?w=${width}`;
  return (
    <article>
      <header class="pt-6 sm:pt-8 pb-6 flex flex-wrap items-end gap-x-8 gap-y-4">
        <div class="flex-1 min-w-64">
          <h1 class="work text-3xl sm:text-4xl">{title}</h1>
          <p class="composer text-xl mt-1 wrap-anywhere">
            {composer}
            {opus !== "" && (
              <span class="font-sans text-base text-quiet tabular-nums [font-variant-caps:normal] tracking-normal ml-3">
                {opus}
              </span>
            )}
          </p>
          <p class="text-quiet mt-2">Somebody has shared this score with you.</p>
        </div>
        {download && (
          <div class="no-print">
            <ButtonLink href={`${base}/${n}/file`}>
              <IconDownload />Download
            </ButtonLink>
          </div>
        )}
      </header>
      {shapes.length === 0
        ? (
          <p class="prose-serif">
            This score has no pages that can be shown here.
            {download && " Download it to open it elsewhere."}
          </p>
        )
        : (
          <div class="grid gap-6 sm:gap-10 justify-items-center">
            {shapes.map((shape, at) => (
              <img
                key={at}
                src={source(at + 1, 1000)}
                srcset={WIDTHS.map((width) => `${source(at + 1, width)} ${width}w`).join(", ")}
                sizes="(min-width: 60rem) 56rem, 100vw"
                alt={`Page ${at + 1} of ${shapes.length} of ${title}`}
                width="1000"
                height={Math.round(shape * 1000)}
                loading={at === 0 ? "eager" : "lazy"}
                class="sheet w-full max-w-4xl h-auto"
              />
            ))}
          </div>
        )}
    </article>
  );
}
