import type { PdfInfo } from "../pdf/types.ts";
import { fold } from "../../store/fold.ts";
import type { Fields } from "./fields.ts";

/**
 * Weighs the document's Info fields. They are often the collection, the file's
 * name or empty, so they count only where the page says the same: then the
 * page's reading is surer. They never supply a value of their own.
 */
export function weighInfo(
  fields: Partial<Fields>,
  info: PdfInfo,
): Partial<Fields> {
  const weighed = { ...fields };
  if (fields.title && agrees(fields.title.value, info.title)) {
    weighed.title = {
      ...fields.title,
      confidence: Math.max(fields.title.confidence, 0.97),
    };
  }
  if (fields.composer && agrees(fields.composer.value, info.author)) {
    weighed.composer = {
      ...fields.composer,
      confidence: Math.max(fields.composer.confidence, 0.97),
    };
  }
  return weighed;
}

function agrees(printed: string, said: string | undefined): boolean {
  return !!said && said.length < 500 && fold(printed) !== "" &&
    fold(printed) === fold(said);
}
