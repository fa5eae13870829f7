import type { FormatName } from "../../store/scores.ts";
import { createMusicXmlEngine } from "../musicxml/engine.ts";
import { createPdfEngine, type PdfEngineOptions } from "../pdf/engine.ts";
import { createPhotoTools } from "../photo/tools.ts";
import type { Format, Tools } from "./format.ts";
import { type KindName, kindOf, KINDS } from "./kinds.ts";

/** The formats of scores, each with its tools. */
export type Formats = ReturnType<typeof createFormats>;

/**
 * Puts the table of kinds and their tools together. Nothing starts before a tool is used;
 * `close` ends what did.
 *
 * @param limits of what opens PDFs, where they are not the house's
 * @example
 * const formats = createFormats();
 * const { pages } = await formats.recognise(head)!.inspect(doc, { maxPages: 100 });
 * formats.close();
 */
export function createFormats(limits: PdfEngineOptions = {}) {
  const pdf = createPdfEngine(limits);
  const musicxml = createMusicXmlEngine({ room: limits.room });
  const photo = createPhotoTools();
  const tools: Record<KindName, Tools> = {
    pdf,
    jpeg: photo,
    png: photo,
    musicxml,
    mxl: musicxml,
  };

  function named(name: KindName): Format {
    const { inspect, read, render, pictures } = tools[name];
    return { name, ...KINDS[name], inspect, read, render, pictures };
  }

  return {
    /** The format of that name. */
    named,

    /**
     * The format of a score that is kept.
     *
     * @throws {Error} where an earlier version took what this one does not
     */
    of({ format }: { readonly format: FormatName }): Format {
      if (!(format in KINDS)) throw new Error(`Cannot open the score: nothing reads ${format}`);
      return named(format as KindName);
    },

    /** The format of a file that begins with `head`; null where it is none that is taken. */
    recognise(head: Uint8Array): Format | null {
      const name = kindOf(head);
      return name === null ? null : named(name);
    },

    close(): void {
      pdf.close();
      musicxml.close();
    },
  };
}
