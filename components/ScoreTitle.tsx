import type { Fact } from "../services/scores/facts.ts";

const OPUS = "font-sans text-base text-quiet tabular-nums [font-variant-caps:normal] " +
  "tracking-normal ";

/** A work as a title page names it: title, subtitle, composer, opus; what is too unsure is left out. */
export function ScoreTitle({ title, facts }: { title: string; facts: readonly Fact[] }) {
  const said = (name: Fact["name"]) =>
    facts.find((fact) => fact.name === name && fact.degree !== "unsure")?.value;
  const [subtitle, composer, opus] = [said("subtitle"), said("composer"), said("opus")];
  return (
    <>
      <h1 class="work text-4xl sm:text-5xl">{title}</h1>
      {subtitle && <p class="font-serif text-lg text-quiet mt-1 wrap-anywhere">{subtitle}</p>}
      {(composer || opus) && (
        <p class="composer text-xl mt-2 wrap-anywhere">
          {composer}
          {opus && <span class={OPUS + (composer ? "ml-3" : "")}>{opus}</span>}
        </p>
      )}
    </>
  );
}
