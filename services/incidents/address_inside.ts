import { Problem } from "../problem.ts";

/** A mail address, or the number of a machine in a network, as people paste them. */
const ADDRESS =
  /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])|[\da-f]{1,4}(:[\da-f]{0,4}){4,7}/i;

/**
 * Lets nobody publish an address by accident.
 *
 * @param sure the person has said that it is meant
 * @throws {Problem} `address_inside`
 */
export function checkPublic(texts: readonly string[], sure: boolean): void {
  if (!sure && texts.some((text) => ADDRESS.test(text))) throw new Problem("address_inside");
}
