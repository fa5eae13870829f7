/**
 * An e-mail address as it is compared: "Clara@example.org" and "clara@example.org" are one. Only
 * A to Z are folded: what Unicode calls the same letter ("K" and the Kelvin sign) is not the same
 * mailbox (CVE-2019-19844).
 */
export function foldAddress(email: string): string {
  return email.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
