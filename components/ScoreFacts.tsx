import type { Fact } from "../services/scores/facts.ts";
import type { WorkAt } from "../store/fields.ts";
import { FIELD_NAMES } from "./field_names.ts";
import { Read, says, sureness } from "./Sureness.tsx";

/** What is known of a score, each value with where it comes from. */
export function ScoreFacts({ id, facts, works, fileName, bytes, pages }: {
  id: string;
  facts: Fact[];
  works: readonly WorkAt[];
  fileName: string;
  bytes: number;
  pages: number;
}) {
  return (
    <dl class="text-[0.95rem]">
      {facts.map((fact) => (
        <div key={fact.name} class="py-2.5 border-b border-rule">
          <dt class="text-sm text-quiet">{FIELD_NAMES[fact.name]}</dt>
          <dd class="wrap-anywhere">
            {fact.degree === "unsure" ? <>Perhaps “{fact.value}”</> : <Read fact={fact} />}
          </dd>
          {(fact.degree !== "sure" || fact.other) && (
            <dd class="text-sm text-quiet">{sureness(fact)}</dd>
          )}
          {fact.other && (
            <dd class="text-sm wrap-anywhere mt-1">
              {says(fact.other)}.{" "}
              <a class="text-accent underline" href={`/scores/${id}/edit#${fact.name}`}>Choose</a>
            </dd>
          )}
        </div>
      ))}
      {works.length > 0 && (
        <div class="py-2.5 border-b border-rule">
          <dt class="text-sm text-quiet">Works in this file</dt>
          <dd>
            <ul>
              {works.map(({ title, page }) => (
                <li key={`${page} ${title}`} class="flex gap-3 justify-between">
                  <a class="text-accent underline wrap-anywhere py-1" href={`?page=${page}`}>
                    {title}
                  </a>
                  <span class="text-quiet tabular-nums whitespace-nowrap py-1">page {page}</span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <div class="py-2.5">
        <dt class="text-sm text-quiet">File</dt>
        <dd class="break-all">{fileName}</dd>
        <dd class="text-sm text-quiet tabular-nums">
          {pages > 0 && (pages === 1 ? "1 page, " : `${pages} pages, `)}
          {megabytes(bytes)}
        </dd>
      </div>
    </dl>
  );
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
