import type { ToldNow } from "../../services/library/told.ts";
import type { LibraryView } from "../../services/library/view.ts";
import type { Card } from "../../store/cards.ts";
import { ButtonLink } from "../Button.tsx";
import { type BulkRefusal, ChooseBar } from "./ChooseBar.tsx";
import { DoneNotice } from "./DoneNotice.tsx";
import { FilterPanel } from "./FilterPanel.tsx";
import { Letters } from "./Letters.tsx";
import { SamplesHere } from "./Samples.tsx";
import { ScoreCard } from "./ScoreCard.tsx";
import { ScoreRow } from "./ScoreRow.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { Views } from "./Views.tsx";

/** Everything under the line one types in: an island puts another one in its place as one types. */
export function Shelf({ view, told, refused }: {
  view: LibraryView;
  told: ToldNow | null;
  refused: BulkRefusal | null;
}) {
  return (
    <div
      id="shelf"
      data-plain={view.narrow || view.first !== null || view.panel.here ? undefined : true}
    >
      {view.beside.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} form="search" />
      ))}
      <form id="one" method="post" action="/scores">
        <input type="hidden" name="question" value={view.asked} />
      </form>
      <Views view={view} />
      <Toolbar view={view} choosing={refused !== null} />
      <div class={view.panel.here ? "lg:flex gap-10 items-start" : ""}>
        {view.panel.here && <FilterPanel view={view} />}
        <div class="flex-1 min-w-0">
          <Letters
            letters={view.letters}
            of={view.query.sort === "title" ? "Titles" : "Composers"}
          />
          {view.cards.some(({ sample }) => sample) && <SamplesHere />}
          {view.cards.length === 0
            ? <Nothing view={view} />
            : <Scores view={view} chosen={refused?.chosen} />}
          <Pages view={view} />
        </div>
      </div>
      <div id="foot" class="no-print sticky bottom-0 z-10 mt-8 -mx-4 sm:-mx-8">
        {told !== null && <DoneNotice told={told} asked={view.asked} />}
        {refused !== null && (
          <div id="refused">
            <p role="alert" class="border-l-2 border-danger pl-4 py-2">{refused.message}</p>
          </div>
        )}
        <ChooseBar view={view} refused={refused} />
      </div>
    </div>
  );
}

function Scores({ view, chosen }: { view: LibraryView; chosen?: ReadonlySet<string> }) {
  const isChosen = ({ id }: Card) => chosen?.has(id);
  if (view.query.layout === "list") {
    return (
      <ul class="scores mt-3 border-t border-rule">
        {view.cards.map((card) => <ScoreRow key={card.id} card={card} chosen={isChosen(card)} />)}
      </ul>
    );
  }
  return (
    <ul
      class={"scores grid grid-cols-2 sm:grid-cols-3 gap-x-5 sm:gap-x-8 gap-y-10 mt-5 " +
        (view.panel.here ? "xl:grid-cols-4" : "lg:grid-cols-5")}
    >
      {view.cards.map((card) => <ScoreCard key={card.id} card={card} chosen={isChosen(card)} />)}
    </ul>
  );
}

function Nothing({ view: { query, chips } }: { view: LibraryView }) {
  return (
    <div class="py-16 text-center">
      <p class="prose-serif mx-auto wrap-anywhere">
        {query.words === ""
          ? "No score fits all of these."
          : chips.length > 1
          ? `Nothing that fits the filters has “${query.words}” in it.`
          : `Nothing in your library has “${query.words}” in it.`}
      </p>
      <p class="mt-6">
        <ButtonLink href="/scores">Show all scores</ButtonLink>
      </p>
    </div>
  );
}

function Pages({ view: { first, more } }: { view: LibraryView }) {
  if (first === null && more === null) return null;
  return (
    <p class="no-print mt-12 flex flex-wrap justify-center gap-3">
      {first !== null && <ButtonLink href={first}>Back to the first</ButtonLink>}
      {more !== null && <ButtonLink href={more}>More scores</ButtonLink>}
    </p>
  );
}
