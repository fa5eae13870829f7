import { sizeInWords } from "../islands/_parts/size.ts";
import type { Editable } from "../services/scores/edit.ts";
import type { Fact } from "../services/scores/facts.ts";
import type { WorkAt } from "../store/fields.ts";
import { EditField } from "./EditField.tsx";
import { FIELD_NAMES } from "./field_names.ts";
import { Read, says, sureness } from "./Sureness.tsx";
import { TakeOrLeave } from "./TakeOrLeave.tsx";

const NAMES = Object.keys(FIELD_NAMES) as Editable[];

/** What is known of a score, each value with where it comes from, to be corrected in its place. */
export function ScoreFacts({ id, facts, works, fileName, bytes, pages }: {
  id: string;
  facts: Fact[];
  works: readonly WorkAt[];
  fileName: string;
  bytes: number;
  pages: number;
}) {
  const missing = NAMES.filter((name) => !facts.some((fact) => fact.name === name));
  return (
    <>
      <dl class="text-[0.95rem]">
        {facts.map((fact) => (
          <div
            key={fact.name}
            id={`known-${fact.name}`}
            class="relative py-2.5 border-b border-rule scroll-mt-4"
          >
            <dt class="text-sm text-quiet">{FIELD_NAMES[fact.name]}</dt>
            <dd class="wrap-anywhere pr-12">
              {fact.degree === "unsure" ? <>Perhaps “{fact.value}”</> : <Read fact={fact} />}
            </dd>
            {(fact.degree !== "sure" || fact.other) && (
              <dd class="text-sm text-quiet">{sureness(fact)}</dd>
            )}
            {fact.degree === "unsure" && (
              <dd>
                <TakeOrLeave id={id} name={fact.name} value={fact.value} />
              </dd>
            )}
            {fact.other && (
              <dd class="text-sm wrap-anywhere mt-1">
                {says(fact.other)}.
                <TakeOrLeave id={id} name={fact.name} value={fact.other.value} />
              </dd>
            )}
            <dd>
              <details>
                <summary class="absolute right-0 top-0 inline-flex items-center justify-end min-w-11 min-h-11 text-sm text-quiet underline cursor-pointer hover:text-accent">
                  Edit<span class="sr-only">{` ${FIELD_NAMES[fact.name].toLowerCase()}`}</span>
                </summary>
                <EditField
                  id={id}
                  name={fact.name}
                  value={fact.degree === "unsure" ? "" : fact.value}
                />
              </details>
            </dd>
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
            {sizeInWords(bytes)}
          </dd>
        </div>
      </dl>
      {missing.length > 0 && (
        <details class="border-t border-rule">
          <summary class="inline-flex items-center min-h-11 text-accent underline cursor-pointer">
            Add what is missing
          </summary>
          {missing.map((name) => <EditField key={name} id={id} name={name} value="" labelled />)}
        </details>
      )}
    </>
  );
}
