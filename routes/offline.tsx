import { Head } from "fresh/runtime";
import { define } from "../define.ts";
import KeptScores from "../islands/KeptScores.tsx";

/**
 * Kept with the first thing that a person keeps on a device, and shown there in the place of what
 * is not kept; the worker (static/sw.js) uncovers the line that fits.
 */
export default define.page(function Offline() {
  return (
    <div class="max-w-2xl mx-auto pt-12 sm:pt-20">
      <Head>
        <title>Without a network · Attacca</title>
      </Head>
      <h1 class="work text-4xl">Without a network</h1>
      <p data-not-kept hidden class="prose-serif mt-4">
        Attacca cannot be reached just now, and this page is not kept on this device.
      </p>
      <p data-not-sent hidden class="prose-serif mt-4" role="alert">
        Attacca cannot be reached just now. As far as can be told from here, nothing was saved: go
        back, and send it again when there is a network.
      </p>
      <h2 class="work text-2xl mt-10 mb-4">Kept on this device</h2>
      <KeptScores />
    </div>
  );
});
