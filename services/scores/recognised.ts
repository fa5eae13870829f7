import type { Format } from "../formats/format.ts";
import type { Formats } from "../formats/formats.ts";
import { Problem } from "../problem.ts";

/**
 * The format of a file that begins with `head`.
 *
 * @param name as it came: it may say that the file is a PDF
 * @throws {Problem} `file_not_pdf`, `file_unknown`
 */
export function recognised(formats: Formats, head: Uint8Array, name = ""): Format {
  const format = formats.recognise(head);
  if (format !== null) return format;
  throw new Problem(name.toLowerCase().endsWith(".pdf") ? "file_not_pdf" : "file_unknown");
}
