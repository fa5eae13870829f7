import { Head } from "fresh/runtime";
import { define } from "../../define.ts";

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

/** The keys; the library and the score show theirs in a dialog as well. */
export default define.page(function Keys() {
  return (
    <div class="max-w-xl pt-8 sm:pt-10">
      <Head>
        <title>Keys · Attacca</title>
      </Head>
      <div id="keys">
        <h1 class="work text-3xl">Keys of the library</h1>
        <List keys={KEYS} />
        <p class="text-sm text-quiet mt-4">
          They rest while you type, and work where JavaScript is on.
        </p>
      </div>
      <div id="score-keys" class="mt-10">
        <h2 class="work text-3xl">Keys of a score</h2>
        <List keys={SCORE_KEYS} />
        <p class="text-sm text-quiet mt-4">
          Pedals that send arrows, space, or Page Up and Page Down turn pages. So do taps at the
          edges and swipes; two fingers, or two taps in the middle, bring the page nearer.
        </p>
      </div>
      <p class="mt-6">
        <a href="/scores" class="text-accent underline">Back to the library</a>
      </p>
    </div>
  );
});

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
