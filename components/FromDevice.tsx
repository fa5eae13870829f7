import { Day } from "./Day.tsx";

/** Seen only where the page is shown from the device: the worker there (static/sw.js) uncovers it. */
export function FromDevice({ at }: { at: number }) {
  return (
    <p
      data-from-device
      hidden
      class="no-print mt-2 mb-5 border-l-2 border-accent pl-4 py-1 max-w-prose"
    >
      From this device, as it was on{" "}
      <Day at={at} />. Attacca cannot be reached, so nothing can be saved now.
    </p>
  );
}
