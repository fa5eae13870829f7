import { FormatError } from "../formats/error.ts";
import type { ScoreDocument, Tools } from "../formats/format.ts";
import type { ChainStep } from "../../store/fields.ts";
import { emptyFields, type Fields, mergeFields } from "./fields.ts";
import { readFileName } from "./filename.ts";

/** A score's fields and the chain that gave them. */
export interface ScoreReading {
  fields: Fields;
  chain: ChainStep[];
  /** Its pages are pictures, and are still to be read as such (`readPictures`). */
  pictured: boolean;
}

/** What is read: the document, and the name it came with. */
interface ReadRequest {
  doc: ScoreDocument;
  fileName: string;
  /** Composers of the person's library, who are looked for first. */
  known?: string[];
}

/** The score's format, which reads what stands in the file. */
export type Reader = Pick<Tools, "read" | "pictures">;

/** A title or composer less sure than this may be read better from the picture of the page. */
const SURE = 0.7;

/** One who can read a score. It may reject; the chain takes note and goes on. */
interface Provider {
  name: ChainStep["provider"];
  read: (
    format: Reader,
    request: ReadRequest,
  ) => Promise<Partial<Fields>> | Partial<Fields>;
  /** Whether it is asked, knowing what those before it found. */
  wanted: (known: Fields) => boolean;
}

/** In order of trust. A provider with more reach goes in front. */
const providers: Provider[] = [
  {
    name: "local",
    read: (format, { doc, known }) => format.read(doc, { known }),
    wanted: () => true,
  },
  {
    name: "filename",
    read: (_, { fileName }) => readFileName(fileName),
    wanted: (known) => !known.title || !known.composer,
  },
];

/**
 * Reads a score's fields with whoever can: the pages, then the file's name for
 * what is still missing. Never rejects; the chain says who failed and why.
 *
 * @param now milliseconds, for the chain's times
 * @example
 * const { fields, chain } = await readScore(formats.of(score), { doc, fileName: "minuet.pdf" });
 */
export async function readScore(
  format: Reader,
  request: ReadRequest,
  now: () => number = () => performance.now(),
): Promise<ScoreReading> {
  let fields = emptyFields();
  let pictured = false;
  const chain: ChainStep[] = [];
  for (const { name, read, wanted } of providers) {
    if (!wanted(fields)) continue;
    const start = now();
    const entry = (outcome: ChainStep["outcome"]) => ({
      provider: name,
      outcome,
      ms: Math.round(now() - start),
    });
    try {
      const found = await read(format, request);
      fields = mergeFields(fields, found);
      chain.push(entry(found.title || found.composer ? "ok" : "nothing"));
      if (name === "local") pictured = await isPictured(format, request, found);
    } catch (error) {
      chain.push({
        ...entry("failed"),
        code: error instanceof FormatError ? error.code : "internal",
      });
    }
  }
  return { fields, chain, pictured };
}

/** Whether the pages are pictures; not asked where they said enough. */
async function isPictured(
  { pictures }: Reader,
  { doc }: ReadRequest,
  { title, composer }: Partial<Fields>,
): Promise<boolean> {
  const sure = [title, composer].every((field) => field && field.confidence >= SURE);
  return !sure && pictures !== undefined && await pictures.pictured(doc);
}
