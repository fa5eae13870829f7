import { domainToASCII } from "node:url";
import { z } from "zod";
import { Problem } from "../problem.ts";

/** RFC 5321 section 4.5.3.1.3: a path has 256 octets, two of them its brackets. */
const ADDRESS_CHARACTERS = 254;

const Address = z.email().max(ADDRESS_CHARACTERS);
/** A name of another script as the mail system knows it (RFC 5890): `xn--p1ai` may come last. */
const ASCII_TOP = /\.xn--[a-z0-9-]+$/;

/** The domain as the mail system knows it; "" where it is none. */
function asciiDomain(domain: string): string {
  const ascii = domainToASCII(domain);
  return /^[a-z0-9.-]*$/.test(ascii) ? ascii : "";
}

/**
 * Reads one e-mail address as a person types it: white space around it does not
 * count, its domain is folded to lower case and written in ASCII (`xn--…`), what stands before the
 * @ is kept.
 *
 * @throws {Problem} `address_missing`, `address_invalid` (display names and lists are neither of them addresses)
 *
 * @example
 * ```ts
 * parseAddress(" Clara@Example.org ") // "Clara@example.org"
 * ```
 */
export function parseAddress(typed: unknown): string {
  const text = typeof typed === "string" ? typed.normalize("NFKC").trim() : "";
  if (text === "") throw new Problem("address_missing");
  const at = text.lastIndexOf("@");
  const domain = /^[^\s@<>()[\]:;,\\"/?#%]+$/.test(text.slice(at + 1))
    ? asciiDomain(text.slice(at + 1))
    : "";
  const address = `${text.slice(0, Math.max(0, at))}@${domain}`;
  // The pattern knows no such last label; what stands before it is looked at all the same.
  const parsed = Address.safeParse(address.replace(ASCII_TOP, ".example"));
  if (!parsed.success || address.length > ADDRESS_CHARACTERS) throw new Problem("address_invalid");
  return address;
}
