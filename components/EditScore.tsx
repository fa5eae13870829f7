import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import type { Editable } from "../services/scores/edit.ts";
import type { Fact } from "../services/scores/facts.ts";
import { Button, ButtonLink } from "./Button.tsx";
import { FIELD_NAMES } from "./field_names.ts";
import { Notice } from "./Notice.tsx";
import { says, sureness } from "./Sureness.tsx";
import { TextField } from "./TextField.tsx";

/** What the edit form shows. */
export interface EditView {
  id: string;
  heading: string;
  /** Height by width of the first page; null where none can be shown. */
  shape: number | null;
  fields: { name: Editable; value: string; fact: Fact | null; error?: string }[];
  /** What the library says already, to be offered where somebody types. */
  composers: readonly string[];
}

/** The first page beside a form of what was read from it. */
export function EditScore({ id, heading, shape, fields, composers }: EditView) {
  const wrong = fields.filter(({ error }) => error !== undefined);
  const image = `/scores/${id}/pages/1`;
  return (
    <>
      <Head>
        <title>{`${wrong.length > 0 ? "Error: " : ""}Edit ${heading} · Attacca`}</title>
      </Head>
      <h1 class="work text-3xl sm:text-4xl pt-8">
        <span class="block font-sans text-base text-quiet font-normal tracking-normal mb-1">
          Edit
        </span>
        {heading}
      </h1>
      {wrong.length > 0 && (
        <Notice kind="error">
          <p>Nothing was saved yet:</p>
          <ul>
            {wrong.map(({ name, error }) => (
              <li>
                <a class="text-accent underline" href={`#${name}`}>{FIELD_NAMES[name]}</a>: {error}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div class="grid lg:grid-cols-2 gap-10 mt-8 items-start">
        {shape !== null && (
          <img
            src={`${image}?w=1000`}
            srcset={`${image}?w=640 640w, ${image}?w=1000 1000w, ${image}?w=1600 1600w`}
            sizes="(min-width: 64rem) 38rem, 100vw"
            width="1000"
            height={Math.round(shape * 1000)}
            alt="The first page"
            class="sheet w-full max-lg:aspect-[3/2] max-lg:object-cover max-lg:object-top lg:h-auto lg:sticky lg:top-4"
          />
        )}
        <form method="post" action={`/scores/${id}`} class="grid gap-5">
          {fields.map(({ name, value, fact, error }) => (
            <TextField
              key={name}
              name={name}
              label={FIELD_NAMES[name]}
              value={value}
              error={error}
              list={name === "composer" || name === "arranger" ? "own-composers" : undefined}
            >
              {fact && <Origin fact={fact} />}
              {name === "instruments" && "Commas part several."}
            </TextField>
          ))}
          <datalist id="own-composers">
            {composers.map((name) => <option key={name} value={name} />)}
          </datalist>
          <div class="flex flex-wrap gap-3 mt-2">
            <Button kind="primary">Save</Button>
            <ButtonLink href={`/scores/${id}`}>Leave as it is</ButtonLink>
          </div>
        </form>
      </div>
    </>
  );
}

/** Where the value comes from; one that is too unsure, and another reading of it, are there to be taken. */
function Origin({ fact }: { fact: Fact }) {
  const { name, other } = fact;
  return (
    <>
      {fact.degree === "unsure"
        ? (
          <Offer id={`take-${name}`} name={name} value={fact.value} note={sureness(fact)}>
            Perhaps <span class="text-ink">“{fact.value}”</span>?
          </Offer>
        )
        : <span class="block first-letter:uppercase">{sureness(fact)}</span>}
      {other && (
        <>
          <input type="hidden" name={`left-${name}`} value={other.value} />
          <Offer id={`take-${name}-other`} name={name} value={other.value} note={other.degree}>
            <span class="text-ink">{says(other)}</span>.
          </Offer>
        </>
      )}
    </>
  );
}

/** A value to take or leave. */
function Offer({ id, name, value, note, children }: {
  id: string;
  name: Editable;
  value: string;
  /** How far to trust it. */
  note: string;
  children: ComponentChildren;
}) {
  return (
    <label for={id} class="flex items-center gap-2 min-h-11">
      <input
        type="checkbox"
        id={id}
        name={`take-${name}`}
        value={value}
        class="size-5 shrink-0 accent-accent"
      />
      <span class="wrap-anywhere">{children} Tick to take it ({note}).</span>
    </label>
  );
}
