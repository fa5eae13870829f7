/**
 * Google Cloud's public incidents (https://status.cloud.google.com/incidents.schema.json):
 * all products, all years, newest first.
 *
 * @module
 */
import { z } from "zod";
import type { VendorWord } from "../../store/vendor_status.ts";
import { line, Moment } from "./line.ts";

const CloudIncident = z.object({
  begin: Moment,
  end: Moment.optional().nullable(),
  external_desc: z.string(),
  affected_products: z.array(z.object({ title: z.string() })).max(1000),
});

/** What Google says of the products whose title matches; null where it cannot be understood. */
export function readGoogleCloud(list: unknown, products: RegExp): VendorWord | null {
  if (!Array.isArray(list)) return null;
  const read = list.map((item) => CloudIncident.safeParse(item));
  if (read.length > 0 && !read.some(({ success }) => success)) return null;
  const open = read.flatMap(({ data }) => data && !data.end ? [data] : [])
    .filter((incident) => incident.affected_products.some(({ title }) => products.test(title)))
    .sort((a, b) => b.begin - a.begin);
  if (open.length === 0) {
    return { vendor: "Google", level: "well", text: "No incident that concerns us", since: null };
  }
  const [{ external_desc, begin }] = open;
  return { vendor: "Google", level: "trouble", text: line(external_desc), since: begin };
}

/**
 * Parses a JSON list of objects of which only the beginning was read: those that are whole.
 *
 * @throws {SyntaxError} where what was read is no list
 */
export function parseBeginning(text: string): unknown[] {
  let depth = 0;
  let quoted = false;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{" || letter === "[") depth++;
    else if ((letter === "}" || letter === "]") && --depth === 1) end = at + 1;
  }
  if (!text.trimStart().startsWith("[")) throw new SyntaxError("Cannot read the list: it is none");
  return end === 0 ? [] : JSON.parse(`${text.slice(0, end)}]`);
}
