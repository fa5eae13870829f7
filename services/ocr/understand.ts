import type { Fields } from "../../store/fields.ts";
import type { PageText } from "../pdf/types.ts";
import { withAccents } from "../reading/accents.ts";
import { type Draft, fieldNames } from "../reading/fields.ts";
import { readPages } from "../reading/read_pages.ts";

/** Labels of staves are small: where some were not recognised, nothing tells. */
const labelled = 0.7;

/**
 * What pages say that were read from their pictures, by the rules for any page.
 *
 * @param texts the first pages, in order
 * @param pages how many the document has
 */
export function understand(texts: PageText[], pages: number, known: string[]): Fields {
  const found = readPages(
    { pages: texts.length, shapes: [], info: {} },
    (page) => texts[page],
    known,
  );
  const fields: Draft = { ...found, pages: { value: pages, source: "file", confidence: 1 } };
  for (const name of fieldNames) {
    const field = fields[name];
    if (field?.source !== "page") continue;
    const sure = name === "instruments" ? labelled * field.confidence : field.confidence;
    const confidence = Math.round(100 * sure) / 100;
    const value = name === "title" ? withAccents(String(field.value)) : field.value;
    Object.assign(fields, { [name]: { ...field, value, source: "picture", confidence } });
  }
  return fields as Fields;
}
