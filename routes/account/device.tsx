import { Head } from "fresh/runtime";
import { define } from "../../define.ts";
import KeptScores from "../../islands/KeptScores.tsx";

/** What this browser keeps for when there is no network. */
export default define.page(function Device() {
  return (
    <div class="max-w-2xl mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Kept on this device · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Kept on this device</h1>
      <p class="prose-serif mt-4">
        These open here without a network. They go when you sign out here, or when somebody else
        signs in.
      </p>
      <p class="mt-2">
        <a href="/account" class="text-accent underline inline-flex items-center min-h-11">
          Back to the account
        </a>
      </p>
      <noscript>
        <p class="mt-4">Without JavaScript a browser keeps no scores.</p>
      </noscript>
      <div class="mt-6">
        <KeptScores />
      </div>
    </div>
  );
});
