import { z } from "zod";
import { Problem } from "../problem.ts";

/** RFC 5321 section 4.5.3.1.3: a path has 256 octets, two of them its brackets. */
const ADDRESS_CHARACTERS = 254;

const Address = z.email().max(ADDRESS_CHARACTERS);

/**
 * Reads one e-mail address as a person types it: white space around it does not
 * count, its domain is folded to lower case, what stands before the @ is kept.
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
  const parsed = Address.safeParse(text);
  if (!parsed.success) throw new Problem("address_invalid");
  const at = parsed.data.lastIndexOf("@");
  return parsed.data.slice(0, at) + parsed.data.slice(at).toLowerCase();
}
