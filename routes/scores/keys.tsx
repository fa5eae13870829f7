import { Head } from "fresh/runtime";
import { LibraryKeys, ScoreKeys } from "../../components/Keys.tsx";
import { define } from "../../define.ts";

/** The keys; the library and the score show theirs in a dialog as well. */
export default define.page(function Keys() {
  return (
    <div class="max-w-xl pt-8 sm:pt-10">
      <Head>
        <title>Keys · Attacca</title>
      </Head>
      <div id="keys">
        <h1 class="work text-3xl">Keys of the library</h1>
        <LibraryKeys />
      </div>
      <div class="mt-10">
        <h2 class="work text-3xl">Keys of a score</h2>
        <ScoreKeys />
      </div>
      <p class="mt-6">
        <a href="/scores" class="text-accent underline">Back to the library</a>
      </p>
    </div>
  );
});
