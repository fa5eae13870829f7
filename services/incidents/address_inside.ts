import { Problem } from "../problem.ts";

/** What people paste and do not mean to publish. */
const PRIVATE: readonly RegExp[] = [
  // A mail address.
  /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+/,
  // The number of a machine in a network, of either kind (RFC 4291 section 2.2).
  /(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])/,
  /[\da-f]{1,4}(:[\da-f]{0,4}){4,7}/i,
  /(?<![\w:])[\da-f]{1,4}(:[\da-f]{1,4})*::([\da-f]{1,4}(:[\da-f]{1,4})*)?(?![\w:])/i,
  // A key of Resend, Google or a store for files; a key for sessions, or what is in a sign-in link.
  /(?<!\w)((re|whsec)_|GOCSPX-|AIza)[\w+/=-]{8,}|(?<!\w)AKIA[\dA-Z]{16}(?!\w)|(?<![\w-])[\w-]{43}(?![\w-])/,
];

/**
 * Lets nobody publish an address or a secret by accident.
 *
 * @param sure the person has said that it is meant
 * @throws {Problem} `address_inside`
 */
export function checkPublic(texts: readonly string[], sure: boolean): void {
  if (!sure && texts.some((text) => PRIVATE.some((one) => one.test(text)))) {
    throw new Problem("address_inside");
  }
}
