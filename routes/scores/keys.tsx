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

/** The keys of the library; the library shows them in a dialog as well. */
export default define.page(function Keys() {
  return (
    <div class="max-w-xl pt-8 sm:pt-10">
      <Head>
        <title>Keys · Attacca</title>
      </Head>
      <div id="keys">
        <h1 class="work text-3xl">Keys of the library</h1>
        <dl class="mt-5">
          {KEYS.map(([keys, what]) => (
            <div key={what} class="flex items-baseline gap-4 py-1.5 border-b border-rule">
              <dt class="w-32 shrink-0">
                {keys.map((key) => (
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
        <p class="text-sm text-quiet mt-4">
          They rest while you type, and work where JavaScript is on.
        </p>
      </div>
      <p class="mt-6">
        <a href="/scores" class="text-accent underline">Back to the library</a>
      </p>
    </div>
  );
});
