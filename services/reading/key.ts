import type { Field } from "./fields.ts";
import type { Head } from "./head.ts";
import { modeOf } from "./mode.ts";

const accidentals: [RegExp, string][] = [
  [/^(?:flat|♭|b|bémol|bemolle|bemol)$/iu, "-flat"],
  [/^(?:sharp|♯|#|di[eè]se|diesis|sostenido)$/iu, "-sharp"],
];

const english =
  /(?<![\p{L}])(?:in\s+)?([A-G])(?:[\s-]?(flat|sharp|♭|♯|#|b(?=\s)))?[\s-]*(major|minor|maj\.?|min\.?)(?![\p{L}])/iu;
const german = /(?<![\p{L}])([A-Ha-h])(is|es|s)?[\s-]*([Dd]ur|[Mm]oll)(?![\p{L}])/u;
const romance =
  /(?<![\p{L}])(do|ut|r[eé]|mi|fa|sol|la|si)(?:[\s-](b[eé]mol|bemolle|di[eè]se|diesis|sostenido))?[\s-](majeur|mineur|maggiore|minore|mayor|menor)(?![\p{L}])/iu;

const romanceNotes: Record<string, string> = {
  do: "C",
  ut: "C",
  re: "D",
  mi: "E",
  fa: "F",
  sol: "G",
  la: "A",
  si: "B",
};

/**
 * The key named in words, in English: "f-moll" gives "F minor", "mi bémol
 * majeur" gives "E-flat major". Null when none is named.
 */
export function findKey(text: string): string | null {
  return fromEnglish(text) ?? fromGerman(text) ?? fromRomance(text);
}

function fromEnglish(text: string): string | null {
  const match = english.exec(text);
  if (!match) return null;
  return `${match[1].toUpperCase()}${accidental(match[2])} ${
    /^maj/iu.test(match[3]) ? "major" : "minor"
  }`;
}

function fromGerman(text: string): string | null {
  const match = german.exec(text);
  if (!match) return null;
  let note = match[1].toUpperCase();
  let sign = match[2] === "is" ? "-sharp" : match[2] ? "-flat" : "";
  if (note === "B" && !sign) sign = "-flat";
  if (note === "H") note = "B";
  return `${note}${sign} ${match[3].toLowerCase() === "dur" ? "major" : "minor"}`;
}

function fromRomance(text: string): string | null {
  const match = romance.exec(text);
  if (!match) return null;
  const note = romanceNotes[match[1].toLowerCase().replace("é", "e")];
  return `${note}${accidental(match[2])} ${/^ma/iu.test(match[3]) ? "major" : "minor"}`;
}

function accidental(word: string | undefined): string {
  return word ? accidentals.find(([pattern]) => pattern.test(word))?.[1] ?? "" : "";
}

const majors = ["C♭", "G♭", "D♭", "A♭", "E♭", "B♭", "F", "C", "G", "D", "A", "E", "B", "F♯", "C♯"];

const named = (sign: string) => sign.replace("♭", "-flat").replace("♯", "-sharp");

/** The key of so many sharps (above 0) or flats (below). */
export function keyOf(fifths: number, minor: boolean): string | null {
  // A minor key has its major's name three fifths further on.
  const note = majors[fifths + 7 + (minor ? 3 : 0)];
  if (note) return `${named(note)} ${minor ? "minor" : "major"}`;
  const beyond = ["G♯", "D♯", "A♯"][fifths + 7 + 3 - majors.length];
  return minor && beyond ? `${named(beyond)} minor` : null;
}

/**
 * The key named in the head of a page; else the one its signature and its first
 * notes mean, which is told as a guess: whether it is major or minor is not printed.
 */
export function readKey(head: Head): Field | null {
  for (const line of head.lines) {
    const value = findKey(line.text);
    if (value) return { value, source: "page", confidence: 0.95 };
  }
  const { signed, marks } = head;
  if (!signed.length) return null;
  const fifths = mostOf(signed.map(({ signs }) => signs.fifths));
  const mode = modeOf(signed, marks, fifths);
  const value = keyOf(fifths, mode < 0);
  const confidence = mode >= 1.5 ? 0.85 : mode <= -0.8 ? 0.75 : 0.55;
  return value ? { value, source: "page", confidence } : null;
}

/** The commonest, of equals the larger signature: instruments that transpose have another. */
function mostOf(all: number[]): number {
  const count = (one: number) => all.filter((other) => other === one).length;
  return [...all].sort((a, b) => count(b) - count(a) || Math.abs(b) - Math.abs(a))[0];
}
