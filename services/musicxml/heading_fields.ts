import { fold } from "../../store/fold.ts";
import { type Composers, namesakes } from "../reading/composers.ts";
import type { Draft, Field, Fields } from "../reading/fields.ts";
import { tidy } from "../reading/lines.ts";
import { isAnonymous, nameLikeness, showName } from "../reading/names.ts";
import { findOpus, showOpus } from "../reading/opus.ts";
import { partsOf, splitRole } from "../reading/roles.ts";
import type { Heading } from "./heading.ts";
import { keyOfParts } from "./parts_key.ts";
import { instrumentsOfParts } from "./parts_instruments.ts";

/** What the file says in so many words. Nothing is certain: people write the wrong thing in the right place. */
const SAID = 0.98;
/** What stands where such a thing mostly stands. */
const PLACED = 0.85;

/** What programs write where a person has written nothing. */
const UNFILLED =
  /^(?:title|subtitle|untitled(?: score)?|composer(?: ?\/ ?arranger)?|arranger|lyricist|score|music(?:xml)? score|\[?(?:no )?(?:title|composer)\]?)$/i;

/** Fields of a file's own that name the year of composition. */
const YEAR_FIELD = /^(?:composed|year|composition[ _-]?(?:date|year)|year of composition)$/i;

/**
 * The fields of a score by what its document says of itself.
 *
 * @param known composers of the person's library, who are looked for first
 */
export function headingFields(heading: Heading, known: readonly string[] = []): Partial<Fields> {
  const own = namesakes(known);
  const fields: Draft = {
    ...titles(heading),
    ...people(heading, own),
    instruments: instrumentsOfParts(heading, SAID),
  };
  fields.opus = opusOf(heading, fields);
  fields.key = keyOfParts(heading, fields.title?.value ?? "", SAID);
  if (/^\d{1,2}(?:\+\d{1,2})*\/\d{1,2}$/.test(heading.meter)) {
    fields.timeSignature = said(heading.meter);
  }
  const { words = "", metronome = "" } = heading.tempo ?? {};
  const tempo = tidy(words) || tidy(metronome);
  if (tempo !== "") fields.tempo = said(tempo);
  fields.year = yearOf(heading);
  if (heading.pages !== null) {
    fields.pages = { value: heading.pages, source: "file", confidence: PLACED };
  }
  return fields;
}

const said = (value: string, confidence = SAID): Field => ({ value, source: "file", confidence });

/** Text as it is kept; "" for what nobody has written. */
export function written(text: string): string {
  const clean = tidy(text);
  return UNFILLED.test(clean) ? "" : clean;
}

function titles(heading: Heading): Draft {
  const work = written(heading.workTitle);
  const movement = written(heading.movementTitle);
  const title = work || movement || credited(heading, "title");
  const subtitle = work !== "" && fold(movement) !== fold(work) ? numbered(heading, movement) : "";
  const below = subtitle || credited(heading, "subtitle");
  return {
    title: title ? said(title) : largest(heading),
    subtitle: below ? said(below) : null,
  };
}

const numbered = ({ movementNumber }: Heading, movement: string) =>
  movement !== "" && /^\d{1,2}$/.test(movementNumber.trim())
    ? `${movementNumber.trim()}. ${movement}`
    : movement;

/** What the title page has of this type. */
function credited({ credits }: Heading, type: string): string {
  const words = credits.filter((credit) => credit.type.trim() === type)
    .flatMap((credit) => credit.words.map(({ text }) => text));
  return written(words.join(" "));
}

/** The largest words of the first page, where no other way leads to a title. */
function largest({ credits }: Heading): Field | null {
  const words = credits.filter(({ page, type }) => page === 1 && type === "")
    .flatMap(({ words }) => words)
    .filter(({ text, justify }) => written(text) !== "" && justify !== "right");
  const best = words.sort((a, b) => b.size - a.size)[0];
  return best ? said(written(best.text), PLACED) : null;
}

/** One who is named, and for what. */
interface Person {
  readonly role: "composer" | "arranger";
  readonly name: string;
  readonly confidence: number;
}

function people(heading: Heading, own: Composers): Draft {
  const named = [
    ...heading.creators.flatMap(({ type, text }) => persons(text, type.trim(), SAID)),
    ...heading.credits.flatMap(({ type, words }) =>
      words.flatMap(({ text }) => persons(text, type.trim() || "credit", SAID))
    ),
    ...heading.credits.filter(({ page, type }) => page === 1 && type === "")
      .flatMap(({ words }) => words.filter(({ justify }) => justify === "right"))
      .flatMap(({ text }) => persons(text, "", PLACED))
      .filter(({ name }) => nameLikeness(name) >= 0.7),
  ];
  const one = (role: Person["role"]) => {
    const person = named.find((person) => person.role === role);
    if (person === undefined) return null;
    const { name, confidence } = person;
    return said(isAnonymous(name) ? "Traditional" : showName(name, own), confidence);
  };
  return { composer: one("composer"), arranger: one("arranger") };
}

/**
 * The people whom a text names. The word beside a name ("arr.") goes before the type of the text;
 * without either it is whoever composed it, but not on a title page, which says other things too.
 */
function persons(text: string, type: string, confidence: number): Person[] {
  return text.split(/[\r\n]+/).flatMap((line) => partsOf(tidy(line))).flatMap((part) => {
    const { role, rest } = splitRole(part);
    const as = role ?? (type === "" ? "composer" : type);
    const name = written(rest);
    if (name === "" || (as !== "composer" && as !== "arranger")) return [];
    return [{ role: as, name, confidence }];
  });
}

/** Numbers where they belong, else wherever they stand. */
function opusOf(heading: Heading, { title, subtitle }: Draft): Field | null {
  const places = [heading.workNumber, title?.value, subtitle?.value, heading.movementTitle];
  for (const place of places) {
    const found = findOpus(tidy(place ?? "")).map(showOpus);
    if (found.length > 0) return said(found.join(", "), place === heading.workNumber ? SAID : 0.95);
  }
  return null;
}

/** Rights and encodings have years, too, but those of other things. */
function yearOf({ miscellaneous }: Heading): Field | null {
  for (const { name, text } of miscellaneous) {
    const year = /(?<!\d)(?:1[0-9]|20)\d\d(?!\d)/.exec(text)?.[0];
    if (YEAR_FIELD.test(name.trim()) && year !== undefined) return said(year);
  }
  return null;
}
