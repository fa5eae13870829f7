/**
 * What the library's links and buttons look like.
 *
 * @module
 */

/** A link in a row of choices; the one that is shown is underlined. */
export const choice = (here: boolean) =>
  "inline-flex items-center min-h-11 px-2 underline-offset-8 decoration-1 whitespace-nowrap " +
  (here ? "underline text-ink" : "no-underline text-quiet hover:text-accent");

const button =
  "inline-flex items-center justify-center gap-1.5 min-h-11 px-3 rounded-sm border cursor-pointer ";

/** A small button beside a field. */
export const small = button + "border-edge text-ink hover:border-accent hover:text-accent";

/** A small button for what takes something away. */
export const smallDanger = button + "border-danger text-danger hover:bg-danger hover:text-paper";

/** A field in a row of them. */
export const field = "min-h-11 px-3 rounded-sm bg-raised border border-edge min-w-0";

/** How many scores, in words. */
export const scores = (count: number) =>
  count === 1 ? "1 score" : `${count.toLocaleString("en")} scores`;
