/**
 * What can be told of a score that stayed out, whatever the export says of it.
 *
 * @module
 */

const NAME_CHARACTERS = 120;

/** What it is called. */
export function nameOf(raw: unknown): string {
  const { file, fileName } = (raw ?? {}) as { file?: unknown; fileName?: unknown };
  const name = [file, fileName].find((one) => typeof one === "string") ?? "A score without a name";
  return String(name).replace(/[\p{Cc}\p{Cf}]+/gu, "").slice(0, NAME_CHARACTERS);
}

/** How many bytes it is said to have. */
export function sizeOf(raw: unknown): number {
  const { bytes } = (raw ?? {}) as { bytes?: unknown };
  return typeof bytes === "number" && bytes > 0 ? bytes : 0;
}
