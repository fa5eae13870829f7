/**
 * What keys do.
 *
 * @module
 */
const KEYS = [
  [["/"], "Search"],
  [["j", "k"], "To the next score, to the one before"],
  [["←", "↑", "→", "↓"], "From score to score, once you are at one"],
  [["Enter"], "Open the score"],
  [["f"], "Favourite, or no longer"],
  [["x"], "Choose the score; with Shift all up to it"],
  [["#", "Delete"], "Put it in the bin, or all that are chosen"],
  [["z"], "Undo the deletion"],
  [["Esc"], "Choose none"],
  [["?"], "Show the keys"],
] as const;

const SCORE_KEYS = [
  [["→", "PgDn", "Space"], "The next page"],
  [["←", "PgUp"], "The page before"],
  [["↓", "↑"], "The same, on the stand"],
  [["Home", "End"], "The first page, the last"],
  [["f"], "On the stand: the pages alone, on the full screen"],
  [["Esc"], "From the stand back to the desk"],
  [["d"], "Two pages, or one, in a wide window"],
  [["h"], "Half-page turns: the upper half of a page turns first"],
  [["m"], "Crop the margins, or show them"],
  [["n"], "White on black, or black on white"],
  [["+", "−", "0"], "Nearer, further, as it was"],
  [["Ctrl+P"], "Print the score"],
  [["?"], "Show the keys"],
] as const;

/** The keys of the library. */
export function LibraryKeys() {
  return (
    <>
      <List keys={KEYS} />
      <p class="text-sm text-quiet mt-4">
        They rest while you type, and work where JavaScript is on.
      </p>
    </>
  );
}

/** The keys of a score, and what a hand does. */
export function ScoreKeys() {
  return (
    <>
      <List keys={SCORE_KEYS} />
      <p class="text-sm text-quiet mt-4">
        Pedals that send arrows, space, or Page Up and Page Down turn pages. So do taps at the edges
        and swipes; two fingers, or two taps in the middle, bring the page nearer.
      </p>
    </>
  );
}

/** The keys of a score in a dialog: it comes with the page, so that it is there without a network too. */
export function ScoreKeysDialog() {
  return (
    <dialog
      id="score-keys"
      aria-labelledby="score-keys-name"
      class="m-auto p-6 sm:p-8 max-w-xl w-[calc(100%-2rem)] bg-paper text-ink border border-edge rounded-sm backdrop:bg-black/40"
    >
      <h2 id="score-keys-name" class="work text-3xl">Keys of a score</h2>
      <ScoreKeys />
      <form method="dialog" class="mt-6">
        <button
          type="submit"
          class="min-h-11 px-5 rounded-sm bg-accent text-on-accent cursor-pointer"
        >
          Close
        </button>
      </form>
    </dialog>
  );
}

function List({ keys }: {
  keys: readonly (readonly [readonly string[], string])[];
}) {
  return (
    <dl class="mt-5">
      {keys.map(([names, what]) => (
        <div key={what} class="flex items-baseline gap-4 py-1.5 border-b border-rule">
          <dt class="w-32 shrink-0">
            {names.map((key) => (
              <kbd
                key={key}
                class="inline-block min-w-7 mr-1 px-1.5 text-center font-sans text-sm rounded-sm border border-edge"
              >
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
