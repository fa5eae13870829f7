/**
 * What can be said of a score without asking anybody: from what is printed on its pages,
 * and from what this library knows of keys, meters, words and composers. It guesses nothing.
 *
 * @module
 */
import type { Field, Fields } from "../../store/fields.ts";
import { shown } from "../../store/cards.ts";
import type { Score } from "../../store/scores.ts";
import { knownComposer } from "../reading/composers.ts";
import { isAnonymous } from "../reading/names.ts";
import { degree } from "../scores/facts.ts";
import { catalogueMeaning } from "./catalogues.ts";
import { formOf } from "./forms.ts";
import { knownKey } from "./keys.ts";
import { knownMeter } from "./meters.ts";
import { mainPeriod, periodsOf } from "./periods.ts";
import { practice } from "./practice.ts";
import type { Block } from "./prose.ts";
import { metronome, tempoWords } from "./tempos.ts";
import { counted, listed } from "./words.ts";

/**
 * The explanation that is always there. Readings that are too unsure are left out, likely ones marked so.
 *
 * @param drawn whether its first page can be drawn: nobody practises what they do not see
 */
export function explainLocally(
  { fields, pages }: Pick<Score, "fields" | "pages">,
  drawn = true,
): Block[] {
  const instruments = fields.instruments !== null && degree(fields.instruments) !== "unsure"
    ? fields.instruments.value
    : [];
  const onThePage = [
    ...theKey(fields),
    ...theMeter(fields),
    ...theTempo(fields),
    ...theInstruments(fields, instruments),
  ];
  const sections: [heading: string, sentences: string[]][] = [
    ["The work", [
      ...theWork(fields),
      ...theForm(fields),
      ...theNumber(fields),
    ]],
    ["On the page", [
      ...onThePage,
      ...lengthOf(pages, onThePage.length === 0),
      ...drawn ? [] : ["Its first page cannot be drawn here."],
    ]],
  ];
  const told = sections.flatMap(([title, sentences]) =>
    sentences.length === 0 ? [] : [heading(title), paragraph(sentences.join(" "))]
  );
  if (!drawn) return told;
  return [
    ...told,
    heading("How to practise it"),
    {
      kind: "list",
      items: practice({
        pages,
        key: knownKey(shown(fields.key)),
        meter: knownMeter(shown(fields.timeSignature)),
        beats: metronome(shown(fields.tempo)),
        instruments,
      }).map((text) => [{ text, strong: false }]),
    },
  ];
}

/** A score that cannot be shown has pages only for whoever opens it elsewhere. */
function lengthOf(pages: number, alone: boolean): string[] {
  if (pages === 0) return alone ? ["Nothing of it could be read."] : [];
  const length = `The score has ${counted(pages, "page")}`;
  return [alone ? `${length}; no more of it could be read.` : `${length}.`];
}

const heading = (text: string): Block => ({ kind: "heading", runs: [{ text, strong: false }] });
const paragraph = (text: string): Block => ({ kind: "paragraph", runs: [{ text, strong: false }] });

/** " (likely)" after what is read but not sure. */
function hedge(field: Field<unknown> | null): string {
  return field !== null && degree(field) === "likely" ? " (likely)" : "";
}

function theWork(fields: Fields): string[] {
  const name = shown(fields.composer);
  const arranger = shown(fields.arranger);
  const year = shown(fields.year);
  return [
    ...name === "" ? [] : theComposer(name, hedge(fields.composer)),
    ...arranger === "" ? [] : [
      `This is an arrangement by ${arranger}${
        hedge(fields.arranger)
      }, so it is not in every note as it was first written.`,
    ],
    ...year === ""
      ? []
      : [`${year} is the year on the page${hedge(fields.year)}: of the work, or of this edition.`],
  ];
}

function theComposer(name: string, hedged: string): string[] {
  if (isAnonymous(name)) {
    return [
      "Nobody is named as its composer: it was handed down, and other versions are as right as this one.",
    ];
  }
  const known = knownComposer(name);
  if (known === null) {
    return [`The composer is ${name}${hedged}; this library has no dates for that name.`];
  }
  const times = periodsOf(known);
  const bounds = times.map((one) =>
    one.name === "the twentieth century" ? one.name : `${one.name} (about ${one.from} to ${one.to})`
  );
  return [
    `The composer is ${known.name}${hedged}, who lived from ${known.born} to ${known.died}; the working years fall in ${
      listed(bounds)
    }.`,
    mainPeriod(known).hint,
  ];
}

function theForm(fields: Fields): string[] {
  const meaning = formOf(`${shown(fields.title)} ${shown(fields.subtitle)}`);
  return meaning === null ? [] : [meaning];
}

function theNumber({ opus, composer }: Fields): string[] {
  const text = shown(opus);
  if (text === "") return [];
  const name = shown(composer);
  const known = knownComposer(name)?.name ?? (name === "" ? null : name);
  return text.split(/\s*[;,]\s*(?=\p{Lu})/u).flatMap((number) => {
    const meaning = catalogueMeaning(number, known);
    return meaning === null ? [] : [`${meaning} (here ${number}${hedge(opus)}).`];
  });
}

function theKey({ key: field }: Fields): string[] {
  const key = knownKey(shown(field));
  if (key === null) return [];
  const { signature, sign } = key;
  const signs = signature.length === 0
    ? "no sharps and no flats"
    : `${counted(signature.length, sign)} at the head of the staff: ${listed(signature)}`;
  return [
    `It is in ${key.name}${hedge(field)}, with ${signs}; the relative key is ${key.relative}.`,
  ];
}

function theMeter({ timeSignature: field }: Fields): string[] {
  const text = shown(field);
  const meter = knownMeter(text);
  return meter === null ? [] : [`The meter is ${text}${hedge(field)}: ${meter.meaning}.`];
}

function theTempo({ tempo: field }: Fields): string[] {
  const text = shown(field);
  const words = tempoWords(text).map(([word, meaning]) => `“${word}” means ${meaning}`);
  if (text === "") return [];
  const said = `It is marked “${text}”${hedge(field)}`;
  return [words.length === 0 ? `${said}.` : `${said}: ${listed(words)}.`];
}

function theInstruments({ instruments: field }: Fields, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const list = listed(names.map((name) => name.toLowerCase()));
  return [`It is written for ${list}${hedge(field)}.`];
}
