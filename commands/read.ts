// deno task read [--no-ocr] FILE…: what the local reading sees in each file, a JSON line each.
// Pages that are pictures are read by OCR, unless that is left out.
import { FormatError, type FormatErrorCode } from "../services/formats/error.ts";
import { createFormats, type Formats } from "../services/formats/formats.ts";
import { HEAD_BYTES } from "../services/formats/kinds.ts";
import { createOcrEngine, type OcrEngine } from "../services/ocr/engine.ts";
import { fieldNames, type Fields, mergeFields } from "../services/reading/fields.ts";
import { readPictures } from "../services/ocr/read_pictures.ts";
import { type Reader, readScore } from "../services/reading/reading.ts";
import type { WorkAt } from "../store/fields.ts";

const usage = "usage: deno task read [--no-ocr] FILE...";

/** One line of output; `time` is the meter. */
export interface ReadLine {
  file: string;
  title: string | null;
  subtitle: string | null;
  composer: string | null;
  opus: string | null;
  instruments: string[] | null;
  key: string | null;
  time: string | null;
  year: string | null;
  pages: number | null;
  /** Of a file that holds several: their titles and the pages they begin on. */
  works: readonly WorkAt[] | null;
  confidence: Record<string, number>;
  ms: number;
  /** Where it was read from its picture: when that said something first. */
  firstMs?: number;
  error?: string;
}

/**
 * Reads one file by what is in it and its name; a file that fails says so in `error`.
 *
 * @param ocr reads pages that are pictures; null leaves that out
 */
export async function readFile(
  formats: Formats,
  ocr: OcrEngine | null,
  file: string,
): Promise<ReadLine> {
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  const reader = await readerOf(formats, file);
  const doc = { key: file, load: () => Deno.readFile(file) };
  let { fields, chain, pictured } = await readScore(reader, { doc, fileName: file });
  let firstMs: number | undefined;
  if (pictured && ocr !== null && reader.pictures) {
    const first = () => {
      firstMs ??= since();
      return Promise.resolve();
    };
    const pages = fields.pages?.value ?? 1;
    const reading = await readPictures(ocr, reader.pictures, { doc, pages, found: first });
    await first();
    fields = mergeFields(fields, reading.fields ?? {});
    chain = [...chain, reading.step];
  }
  const failed = chain.find((entry) => entry.outcome === "failed");
  return {
    file,
    title: fields.title?.value ?? null,
    subtitle: fields.subtitle?.value ?? null,
    composer: fields.composer?.value ?? null,
    opus: fields.opus?.value ?? null,
    instruments: fields.instruments?.value ?? null,
    key: fields.key?.value ?? null,
    time: fields.timeSignature?.value ?? null,
    year: fields.year?.value ?? null,
    pages: fields.pages?.value ?? null,
    works: fields.works ?? null,
    confidence: confidences(fields),
    ms: since(),
    ...(firstMs === undefined ? {} : { firstMs }),
    ...(failed ? { error: failed.code } : {}),
  };
}

/** Whoever reads such files; one that only fails where nobody does. */
async function readerOf(formats: Formats, file: string): Promise<Reader> {
  const head = await headOf(file);
  if (head === null) return failing("unavailable", "Cannot read the file");
  return formats.recognise(head) ?? failing("unknown", "Cannot read the file: it is no score");
}

const failing = (code: FormatErrorCode, message: string): Reader => (
  { read: () => Promise.reject(new FormatError(code, message)) }
);

/** Its first bytes; null where it cannot be read. */
async function headOf(path: string): Promise<Uint8Array | null> {
  try {
    using file = await Deno.open(path);
    const head = new Uint8Array(HEAD_BYTES);
    return head.subarray(0, await file.read(head) ?? 0);
  } catch {
    return null;
  }
}

function confidences(fields: Fields): Record<string, number> {
  const known = fieldNames.filter((name) => fields[name]);
  return Object.fromEntries(
    known.map((
      name,
    ) => [
      name === "timeSignature" ? "time" : name,
      Math.round(100 * fields[name]!.confidence) / 100,
    ]),
  );
}

if (import.meta.main) {
  const withOcr = !Deno.args.includes("--no-ocr");
  const files = Deno.args.filter((arg) => arg !== "--no-ocr");
  if (!files.length || files.some((file) => file.startsWith("-"))) {
    console.error(usage);
    Deno.exit(2);
  }
  const formats = createFormats();
  const ocr = createOcrEngine();
  try {
    for (const file of files) {
      console.log(JSON.stringify(await readFile(formats, withOcr ? ocr : null, file)));
    }
  } finally {
    formats.close();
    ocr.close();
  }
}
