/**
 * What a MusicXML document says of itself: its titles and people, its parts, and how the music begins.
 *
 * @module
 */
import { isTempo } from "../reading/vocabulary.ts";
import { LIMITS } from "./limits.ts";
import type { Attributes, Listener } from "./scan.ts";

/** A text on a page outside the music. */
interface Credit {
  readonly page: number;
  /** "title", "composer" …; mostly not said. */
  type: string;
  readonly words: { text: string; size: number; justify: string }[];
}

/** Key and transposition as a part begins. */
export interface PartKey {
  fifths: number;
  mode: string;
  /** How many semitones lower than written it sounds, below zero; 0 where it does not transpose. */
  chromatic: number;
}

interface Part {
  name: string;
  readonly instruments: string[];
  /** As "strings.violin", from the standard's list. */
  readonly sounds: string[];
  key: PartKey | null;
}

/** All of it; "" where nothing is said. */
export interface Heading {
  workTitle: string;
  workNumber: string;
  movementTitle: string;
  movementNumber: string;
  readonly creators: { type: string; text: string }[];
  readonly credits: Credit[];
  /** What whoever wrote the file added, by name: "composed" and the like. */
  readonly miscellaneous: { name: string; text: string }[];
  /** In the order of the score. */
  readonly parts: Map<string, Part>;
  /** As it is counted: "3/4". */
  meter: string;
  /** Words of tempo, and the metronome's number, at the beginning of the first part. */
  tempo: { words: string; metronome: string } | null;
  /** The first note of the last chord of the last part: the bass mostly ends on the tonic. */
  last: { step: string; alter: number } | null;
  measures: number;
  /** It has more parts than any score has: those beyond were passed over. */
  crowded: boolean;
  /** How many pages it was printed on, where that is said. */
  pages: number | null;
}

const UNITS: Record<string, string> = {
  whole: "𝅝",
  half: "𝅗𝅥",
  quarter: "♩",
  eighth: "♪",
  "16th": "𝅘𝅥𝅯",
};

/** Listens to a document; `heading` is whole when that is over. */
export function createHeading(): Listener & { readonly heading: Heading } {
  const heading: Heading = {
    workTitle: "",
    workNumber: "",
    movementTitle: "",
    movementNumber: "",
    creators: [],
    credits: [],
    miscellaneous: [],
    parts: new Map(),
    meter: "",
    tempo: null,
    last: null,
    measures: 0,
    crowded: false,
    pages: null,
  };
  /** The part whose music comes, and its key as far as it has been said. */
  let part: Part | undefined;
  let first = true;
  let key: PartKey = { fifths: NaN, mode: "", chromatic: 0 };
  let beats: string[] = [];
  let words: string[] = [];
  let metronome = "";
  let counted = false;
  let notes = 0;
  let chord = false;
  let pitch = { step: "", alter: 0 };

  function add<T>(list: T[], one: T): void {
    if (list.length < LIMITS.kept) list.push(one);
  }

  function partOf(id: string): Part | undefined {
    const known = heading.parts.get(id);
    if (known) return known;
    if (heading.parts.size >= LIMITS.kept) return void (heading.crowded = true);
    const part: Part = { name: "", instruments: [], sounds: [], key: null };
    heading.parts.set(id, part);
    return part;
  }

  const opened: Record<string, (attributes: Attributes, parent: string) => void> = {
    "score-part": ({ id = "" }) => part = partOf(id),
    part: ({ id = "" }) => {
      part = partOf(id);
      first = part !== undefined && heading.parts.values().next().value === part;
    },
    measure: (_, parent) => {
      if (parent !== "part" || first) heading.measures++;
    },
    credit: ({ page = "1" }) => add(heading.credits, { page: Number(page), type: "", words: [] }),
    attributes: () => key = { fifths: NaN, mode: "", chromatic: 0 },
    time: () => beats = [],
    direction: () => [words, metronome, counted] = [[], "", false],
    sound: ({ tempo }) => counted ||= tempo !== undefined,
    note: () => chord = false,
    pitch: () => pitch = { step: "", alter: 0 },
    print: ({ "new-page": page }) => {
      if (first && page === "yes") heading.pages = (heading.pages ?? 1) + 1;
    },
  };

  /** By parent and name. */
  const closed: Record<string, (text: string, attributes: Attributes) => void> = {
    "work/work-title": (text) => heading.workTitle ||= text,
    "work/work-number": (text) => heading.workNumber ||= text,
    "score-partwise/movement-title": (text) => heading.movementTitle ||= text,
    "score-timewise/movement-title": (text) => heading.movementTitle ||= text,
    "score-partwise/movement-number": (text) => heading.movementNumber ||= text,
    "score-timewise/movement-number": (text) => heading.movementNumber ||= text,
    "identification/creator": (text, { type = "" }) => add(heading.creators, { type, text }),
    "miscellaneous/miscellaneous-field": (text, { name = "" }) =>
      add(heading.miscellaneous, { name, text }),
    "credit/credit-type": (text) => heading.credits.at(-1)!.type ||= text,
    "credit/credit-words": (text, { "font-size": size, justify = "" }) =>
      add(heading.credits.at(-1)!.words, { text, size: Number.parseFloat(size) || 0, justify }),
    "score-part/part-name": (text) => part && (part.name ||= text),
    "score-instrument/instrument-name": (text) => part && add(part.instruments, text),
    "score-instrument/instrument-sound": (text) => part && add(part.sounds, text),
    "key/fifths": (text) => key.fifths = Number.parseInt(text),
    "key/mode": (text) => key.mode = text.trim(),
    "transpose/chromatic": (text) => key.chromatic = Number.parseInt(text) || 0,
    "time/beats": (text) => add(beats, text.trim()),
    "time/beat-type": (text) => {
      if (beats.length > 0) beats[beats.length - 1] += `/${text.trim()}`;
    },
    "attributes/time": () => heading.meter ||= beats.join(" + "),
    "direction-type/words": (text) => add(words, text),
    "metronome/beat-unit": (text) => metronome += UNITS[text.trim()] ?? "",
    "metronome/beat-unit-dot": () => metronome += ".",
    "metronome/per-minute": (text) => metronome += ` = ${text.trim()}`,
    "note/chord": () => chord = true,
    "pitch/step": (text) => pitch.step = text.trim(),
    "pitch/alter": (text) => pitch.alter = Number.parseInt(text) || 0,
    "note/pitch": () => {
      if (!chord) heading.last = pitch;
    },
  };
  /** By name alone. */
  const over: Record<string, () => void> = {
    attributes: () => {
      if (part && part.key === null && !Number.isNaN(key.fifths)) part.key = key;
    },
    direction: () => {
      if (!first || notes > 0 || heading.tempo !== null) return;
      const said = words.join(" ").slice(0, LIMITS.text);
      if (counted || metronome !== "" || isTempo(said)) heading.tempo = { words: said, metronome };
    },
    note: () => void notes++,
  };

  return {
    heading,
    open(name, parent, attributes) {
      own(opened, name)?.(attributes, parent);
    },
    close(name, parent, text, attributes) {
      own(closed, `${parent}/${name}`)?.(text, attributes);
      own(over, name)?.();
    },
  };
}

/** What a table itself has: a document may name an element "constructor". */
function own<T>(table: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
