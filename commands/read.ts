// deno task read FILE…: what the local reading sees in each file, a JSON line each.
import { createPdfEngine, type PdfEngine } from "../services/pdf/engine.ts";
import { fieldNames, type Fields } from "../services/reading/fields.ts";
import { readScore } from "../services/reading/reading.ts";

const usage = "usage: deno task read FILE...";

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
  confidence: Record<string, number>;
  ms: number;
  error?: string;
}

/** Reads one file by its pages and its name; a file that fails says so in `error`. */
export async function readFile(engine: PdfEngine, file: string): Promise<ReadLine> {
  const start = performance.now();
  const { fields, chain } = await readScore(engine, {
    doc: { key: file, load: () => Deno.readFile(file) },
    fileName: file,
  });
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
    confidence: confidences(fields),
    ms: Math.round(performance.now() - start),
    ...(failed ? { error: failed.code } : {}),
  };
}

function confidences(fields: Fields): Record<string, number> {
  const known = fieldNames.filter((name) => fields[name]);
  return Object.fromEntries(
    known.map((
      name,
    ) => [name === "timeSignature" ? "time" : name, fields[name]!.confidence]),
  );
}

if (import.meta.main) {
  const files = Deno.args;
  if (!files.length || files.some((file) => file.startsWith("-"))) {
    console.error(usage);
    Deno.exit(2);
  }
  const engine = createPdfEngine();
  try {
    for (const file of files) {
      console.log(JSON.stringify(await readFile(engine, file)));
    }
  } finally {
    engine.close();
  }
}
