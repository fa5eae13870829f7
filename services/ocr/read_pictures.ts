import type { ChainStep } from "../../store/fields.ts";
import { shown } from "../../store/cards.ts";
import { FormatError } from "../formats/error.ts";
import type { Pictures, ScoreDocument } from "../formats/format.ts";
import { type OcrEngine, READ_LENGTH } from "./engine.ts";
import type { PageText } from "../pdf/types.ts";
import { type Fields, mergeFields } from "../reading/fields.ts";
import { mostPages } from "../reading/read_pages.ts";
import { findStaves } from "../reading/staves.ts";

/** What is read. */
interface PictureRequest {
  doc: ScoreDocument;
  /** How many pages the document has. */
  pages: number;
  /** Composers of the person's library, who are looked for first. */
  known?: string[];
  /** Told what has been found so far, where more is looked for. */
  found?: (fields: Fields) => Promise<void>;
}

/** Less sure of a composer, the head is read once more: broken print loses last letters first. */
const sureComposer = 0.8;

/** What the pictures say, and the chain's link for it. */
export interface PictureReading {
  /** Null where they could not be read. */
  fields: Fields | null;
  step: ChainStep;
}

/**
 * Reads a document from the pictures of its first pages: of each the head, up to the first with
 * music; where that names no title or no sure composer, that page once more. What the head above
 * the music says is told before the instruments beside it are looked for. Never rejects.
 *
 * @param now milliseconds, for the chain's times
 */
export async function readPictures(
  ocr: OcrEngine,
  pictures: Pictures,
  request: PictureRequest,
  now: () => number = () => performance.now(),
): Promise<PictureReading> {
  const start = now();
  const step = (outcome: ChainStep["outcome"], code?: string): ChainStep => ({
    provider: "ocr",
    outcome,
    ...(code === undefined ? {} : { code }),
    ms: Math.round(now() - start),
  });
  try {
    const fields = await read(ocr, pictures, request);
    return { fields, step: step(fields.title || fields.composer ? "ok" : "nothing") };
  } catch (error) {
    const code = error instanceof FormatError ? error.code : "internal";
    return { fields: null, step: step("failed", code) };
  }
}

async function read(
  ocr: OcrEngine,
  { pixels }: Pictures,
  { doc, pages, known, found }: PictureRequest,
): Promise<Fields> {
  /** The first page is drawn while the recogniser starts. */
  let drawn: Promise<Uint8Array> | undefined = pixels(doc, 0, READ_LENGTH);
  drawn.catch(() => {}); // Whoever asks for it learns of that.
  function load(page: number): Promise<Uint8Array> {
    const taken = page === 0 ? drawn : undefined;
    if (page === 0) drawn = undefined;
    return taken ?? pixels(doc, page, READ_LENGTH);
  }
  const picture = (page: number): ScoreDocument => ({
    key: `${doc.key} ${page}`,
    owner: doc.owner,
    load: () => load(page),
  });
  const understood = (texts: PageText[]) =>
    ocr.understand(texts, { owner: doc.owner, pages, known });
  const texts: PageText[] = [];
  /** What instruments there are is not known before the labels are; without a title nothing is. */
  async function headRead(head: PageText): Promise<void> {
    if (found === undefined || findStaves(head).length === 0) return;
    const first = await understood([...texts, head]);
    if (shown(first.title) !== "") await found({ ...first, instruments: null });
  }
  for (let page = 0; page < Math.min(pages, mostPages); page++) {
    texts.push(await ocr.page(picture(page), page, "letters", headRead));
    if (findStaves(texts[page]).length > 0) break;
  }
  const fields = await understood(texts);
  const isThere = [fields.title, fields.composer].every((field) => shown(field) !== "");
  if (isThere && fields.composer!.confidence >= sureComposer) return fields;
  await found?.(fields);
  const last = texts.length - 1;
  const rough = await ocr.page(picture(last), last, "rough").catch(() => null);
  if (rough === null) return fields; // What was read stands.
  return mergeFields(fields, await understood([...texts.slice(0, last), rough]));
}
