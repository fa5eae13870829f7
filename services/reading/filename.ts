import { fold } from "../../store/fold.ts";
import { knownComposer } from "./composers.ts";
import type { Draft } from "./fields.ts";
import { findKey } from "./key.ts";
import { tidy } from "./lines.ts";
import { nameLikeness, showName } from "./names.ts";
import { findOpus } from "./opus.ts";

const meaningless =
  /^(?:scan|img|image|photo|foto|bild|whats ?app image|cam ?scanner|dsc|document|doc|untitled|unnamed|download|file|score|sheet ?music|microsoft word|noten|partitur|page|pages|pdf|new|copy|kopie|m|s|imslp)?[\s\d._()-]*$/iu;

/** A camera's or a telephone's date: "2026-11-25 at 10.04.12", "25 Nov 2026". */
const dated = /\b(?:19|20)\d\d\b/u;
const datesWords =
  /\b(?:at|um|am|pm|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?=[\s.\d]|$)\.?/giu;

/** Whether such a name is given by a machine, and says nothing of the music. */
function saysNothing(words: string): boolean {
  return meaningless.test(dated.test(words) ? words.replace(datesWords, "") : words);
}

/**
 * What a file name says: "Bach_-_Prelude_in_C_BWV846.pdf" gives a title, a
 * composer and a number, all of low confidence. Never a path: only the last
 * segment counts. Names that say nothing ("scan0001.pdf") give nothing.
 */
export function readFileName(fileName: string): Draft {
  const words = toWords(fileName);
  if (saysNothing(words)) return {};
  const parts = words.split(/\s+[-–—]+\s+|\s*[–—]\s*|,\s+/u).map((part) => part.trim()).filter(
    Boolean,
  );
  const at = composerPart(parts);
  const composer = at >= 0 ? parts[at] : null;
  const rest = composer ? parts.filter((_, index) => index !== at) : parts;
  const [title, loose] = composer || !rest[0]
    ? [rest.join(" - "), null]
    : dropSurname(rest.join(" - "));
  const opus = findOpus(words);
  const key = findKey(words);
  const low = (value: string, confidence: number) => ({
    value,
    source: "filename" as const,
    confidence,
  });
  const fields: Draft = {};
  if (title && !saysNothing(title)) fields.title = low(title, 0.4);
  const name = composer ?? loose;
  if (name) {
    fields.composer = low(
      knownComposer(name)?.name ?? showName(name),
      knownComposer(name) ? 0.45 : 0.3,
    );
  }
  if (opus.length) fields.opus = low(opus.join(", "), 0.45);
  if (key) fields.key = low(key, 0.45);
  return fields;
}

function toWords(fileName: string): string {
  const base = fileName.split(/[/\\]/u).at(-1)!.slice(0, 300);
  return tidy(
    base.replace(/\.(?:pdf|png|jpe?g|mxl|musicxml|xml)$/iu, "")
      .replace(/%20|[_+]/gu, " ")
      .replace(/^(?:imslp|pmlp)\d+[\s-]*(?:pmlp\d+[\s-]*)?/iu, "")
      .replace(/(?<=\p{Ll})(?=\p{Lu}\p{Ll})/gu, " ")
      // Without spaces around them they stand in the place of spaces, or within a name.
      .replace(/(?<=\p{L})-(?=\p{L})/gu, " ")
      .replace(/\(\d{1,2}\)$/u, ""),
  );
}

/** The part that is a composer: a known one first, else a first part that looks like a name. */
function composerPart(parts: string[]): number {
  if (parts.length < 2) return -1;
  const known = parts.findIndex((part) => part.split(" ").length <= 4 && knownComposer(part));
  if (known >= 0) return known;
  return nameLikeness(parts[0]) >= 0.7 && nameLikeness(parts[1]) < 0.7 ? 0 : -1;
}

/** "Chopin Nocturne op9 no2": a known surname at the start or end of the title. */
function dropSurname(text: string): [string, string | null] {
  const words = text.split(" ");
  for (
    const [name, rest] of [[words[0], words.slice(1)], [
      words.at(-1)!,
      words.slice(0, -1),
    ]] as [string, string[]][]
  ) {
    if (rest.length && fold(name).length > 3 && knownComposer(name)) {
      return [rest.join(" "), name];
    }
  }
  return [text, null];
}
