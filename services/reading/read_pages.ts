import { fold } from "../../store/fold.ts";
import type { Inspection, PageText } from "../pdf/types.ts";
import { type Composers, namesakes } from "./composers.ts";
import { emptyFields, type Field, type Fields, mergeFields } from "./fields.ts";
import { weighInfo } from "./info.ts";
import { type PageReading, readPage } from "./page_reading.ts";
import { pagesOn } from "./sheet.ts";
import { listWorks } from "./works.ts";

/** A cover, a preface and a blank page or two may come before the music. */
export const mostPages = 5;

/**
 * Reads a document by its own pages, up to the first with music. Title pages before it
 * say what the whole is called; whatever else is read from the surest.
 *
 * It runs in the PDF worker: a page made to be slow to understand must end at the
 * worker's deadline, and hold up nobody else.
 *
 * @param textOf the text of a page, 0-based
 * @param known composers of the person's library, who are looked for first
 */
export function readPages(
  { pages, info }: Inspection,
  textOf: (page: number) => PageText,
  known: readonly string[] = [],
): Fields {
  const own = namesakes(known);
  const readings: PageReading[] = [];
  let music = pages;
  for (let page = 0; page < Math.min(pages, mostPages); page++) {
    readings.push(...readSheet(textOf(page), own));
    if (readings.some(({ cover }) => !cover)) {
      music = page;
      break;
    }
  }
  const said = readings.filter(({ blank }) => !blank);
  let fields = emptyFields();
  for (const reading of said) fields = mergeFields(fields, reading.fields);
  fields = { ...fields, title: titleOf(said) ?? fields.title };
  fields = {
    ...fields,
    ...weighInfo(fields, info),
    pages: { value: pages, source: "file", confidence: 1 },
  };
  const { works, opus } = listWorks(pages, music, textOf);
  return works.length > 0 ? { ...ofSeveral(fields, said, opus), works } : fields;
}

/** The first one's title is filled in, as surely as nothing less sure is: without it the file had no name. */
const FIRST_OF_SEVERAL = 0.5;
/** What is true of the first work alone is offered. */
const OFFERED = 0.45;

/**
 * Of a file that holds several works, what its first page with music says is the first one's.
 * Its title stands for the file's where no title page says another; its opus does not, unless it
 * is the opus of all.
 *
 * @param shared the opus that all of them are parts of
 */
function ofSeveral(fields: Fields, said: PageReading[], shared: string | null): Fields {
  const covers = said.filter(({ cover }) => cover);
  const most = (field: Field | null, confidence: number): Field | null =>
    field && { ...field, confidence: Math.min(field.confidence, confidence) };
  const titled = titleOf(covers) !== null;
  const opus = covers.map((page) => page.fields.opus).find(Boolean) ??
    (shared === null ? null : { value: shared, source: "page", confidence: 0.9 } as const);
  return {
    ...fields,
    title: titled ? fields.title : most(fields.title, FIRST_OF_SEVERAL),
    subtitle: titled ? fields.subtitle : most(fields.subtitle, OFFERED),
    opus,
    key: most(fields.key, OFFERED),
    timeSignature: most(fields.timeSignature, OFFERED),
    tempo: most(fields.tempo, OFFERED),
  };
}

/** The pages of a sheet; of a booklet's outer sheet the first page is at the right. */
function readSheet(sheet: PageText, own: Composers): PageReading[] {
  const readings = pagesOn(sheet).map((page) => readPage(page, own));
  const sure = ({ fields }: PageReading) => fields.title?.confidence ?? 0;
  readings.sort((a, b) => sure(b) - sure(a));
  const music = readings.findIndex(({ cover }) => !cover);
  return music < 0 ? readings : readings.slice(0, music + 1);
}

/** A title page's own words, where it has some; the music's where both say the same at greater length. */
function titleOf(readings: PageReading[]): Field | null {
  const covers = readings.filter(({ cover, prose, fields }) =>
    cover && !prose && (fields.title?.confidence ?? 0) >= 0.5
  );
  const music = readings.find(({ cover }) => !cover)?.fields.title ?? null;
  const cover = covers[0]?.fields.title ?? null;
  if (!cover || !music) return cover;
  const [whole, inside] = [fold(cover.value), fold(music.value)];
  const surer = Math.min(0.97, Math.max(cover.confidence, music.confidence) + 0.05);
  if (whole.includes(inside)) return { ...cover, confidence: surer };
  if (inside.includes(whole)) return { ...music, confidence: surer };
  // The music is called what the title page says in smaller letters: those above are a series'.
  const named = covers.some(({ lines }) => lines.some((line) => fold(line).includes(inside)));
  return named && music.confidence >= 0.7 && inside.includes(" ")
    ? { ...music, confidence: surer }
    : cover;
}
