import type { Field } from "./fields.ts";
import { isOpusOnly } from "./opus.ts";
import type { Head } from "./head.ts";

/** An instrument as it is shown, and how it is written in heads and beside staves. */
const instruments: [string, RegExp][] = [
  ["Piccolo", /piccolos?|ottavino|kleine flöte/],
  ["Recorder", /recorders?|blockfl[öo]te[n]?|flauto dolce|fl[uû]te [aà] bec/],
  ["Flute", /flutes?|fl[öo]ten?|flaut[oi]|fl[uû]tes?|traverso|fl\./],
  ["Oboe", /oboes?|oboi|oboen|hautbois|ob\./],
  ["English horn", /english horn|cor anglais|englischhorn|corno inglese/],
  ["Clarinet", /clarinets?|klarinetten?|clarinett[oi]|clarinettes?|cl\./],
  ["Bassoon", /bassoons?|fagott[eoi]?|bassons?|bsn\.|fg\./],
  ["Saxophone", /(?:(?:soprano|alto|tenor|baritone) )?sax(?:ophones?|ophon)?/],
  ["Horn", /(?:french )?horns?|h[öo]rner|corni|cors?|corno|waldhorn|hn\./],
  [
    "Trumpet",
    /trumpets?|trompeten?|tromb[ae]|trompettes?|clarin[oi]|cornets?|tpt\./,
  ],
  ["Trombone", /trombones?|posaunen?|tromboni|trb\.|tbn\./],
  ["Tuba", /tubas?/],
  ["Timpani", /timpani|pauken|timbales/],
  [
    "Percussion",
    /percussion|schlagzeug|drums?|drum set|snare drum|glockenspiel|bells|xylophone|marimba|vibraphone/,
  ],
  [
    "Piano four hands",
    /^(?:prim[oa]|second[oa])$|(?:piano|klavier) (?:four|4|zu vier|zu 4) (?:hands|händen)|piano duet/,
  ],
  [
    "Harpsichord",
    /harpsichord|cembalo|clavicembalo|clavecin|clavichord|spinett?/,
  ],
  ["Organ", /organ|orgel|orgue|organo|pedale?s?|harmonium|manual|manuale?/],
  [
    "Piano",
    /piano(?:forte)?s?|pianos|klavier|clavier|fortepiano|pno\.?|pf\.?|hammerklavier/,
  ],
  ["Harp", /harps?|harfe|harpe|arpa/],
  ["Guitar", /guitars?|gitarren?|guitares?|chitarr[ae]|guitarra/],
  ["Lute", /lutes?|laute|luth|theorbo/],
  ["Mandolin", /mandolins?|mandolinen?|mandolin[oi]/],
  [
    "Violin",
    /violins?|violin[oei]|violinen|geigen?|fiddle|violons?|vln\.?|vl\.?|viol\./,
  ],
  ["Viola", /violas?|violen|bratschen?|altos? \(viola\)|vla\.?|va\.?/],
  ["Viola da gamba", /viola da gamba|gambe|gamba|viol/],
  ["Cello", /(?:violon)?['’]?cell[oi]s?|violoncelles?|vlc\.?|vc\.?|violoncell/],
  [
    "Double bass",
    /double ?bass(?:es)?|contrabass[oi]?|kontrab[aä]ss|contrebasses?|string bass|cb\.?|db\.?/,
  ],
  ["Strings", /strings?|archi|streicher|cordes/],
  ["Continuo", /(?:basso )?continuo|b\.\s?c\.|generalbass|basse continue/],
  [
    "Soprano",
    /sopran[oie]?s?|soprani|cantus|discant|s\.|dessus|superius|treble/,
  ],
  ["Alto", /altos?|alti|contralto|a\.|haute-contre|mezzo(?:-soprano)?/],
  ["Tenor", /ten[oö]rs?|ten[oö]re|tenori|t\.|taille/],
  ["Bass", /bass|basses|bassi|basso|b\.|bassus|baritone|bariton|baryton/],
  [
    "Voice",
    /voices?|vocals?|voc\.?|gesang|singstimmen?|chant|voix|canto|voce|voci|stimme|solo voice|medium voice|high voice|low voice|melody/,
  ],
  [
    "Choir",
    /choirs?|chorus|chor|coro|ch[oœ]e?ur|satb|ssaa?|ttbb|ssaattbb|sab|ssatb/,
  ],
  ["Orchestra", /orchestra|orchester|orchestre/],
  ["Koto", /koto/],
  ["Shamisen", /shamisen/],
];

/** Ensembles named in titles, and what they are made of. */
const ensembles: [string, RegExp][] = [
  [
    "String quartet",
    /\b(?:string quartets?|streichquartette?|quatuor (?:à|a|pour) cordes|quartetto d['’]archi|string qu\.)/iu,
  ],
  ["String trio", /\b(?:string trios?|streichtrio)\b/iu],
  ["String quintet", /\b(?:string quintets?|streichquintett)\b/iu],
  ["Piano trio", /\b(?:piano trios?|klaviertrio)\b/iu],
  ["Piano quartet", /\b(?:piano quartets?|klavierquartett)\b/iu],
  ["Wind quintet", /\b(?:wind quintets?|bläserquintett)\b/iu],
  ["Brass quintet", /\bbrass quintets?\b/iu],
];

const whole = instruments.map(([name, pattern]) =>
  [
    name,
    new RegExp(
      `^(?:\\d\\.?\\s*|[ivx]+\\.?\\s+|solo\\s+)?(?:${pattern.source})(?:\\s*(?:[ivx]+|\\d+|\\(.*\\)|solo|[,&+/]?\\s*\\d)\\.?(?:\\s*[,&+/]\\s*\\d)*)?(?:\\s+(?:in|en)\\s+\\p{L}{1,3}[b♭]?)?$`,
      "iu",
    ),
  ] as const
);
const within = instruments.map(([name, pattern]) =>
  [
    name,
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${pattern.source})(?![\\p{L}\\p{N}])`,
      "iu",
    ),
  ] as const
);

/** No label is longer; patterns that look back would take long over longer ones. */
const LONGEST = 200;

/** The instrument a staff's label or a part's name means ("Vl.", "Corni in Es."), or null. */
export function instrumentOf(label: string): string | null {
  const text = label.slice(0, LONGEST).replace(/\s+/gu, " ").trim();
  const named = (words: string) => whole.find(([, pattern]) => pattern.test(words))?.[0];
  return named(text) ?? named(text.replace(/[.,:]+$/u, "")) ?? null;
}

/** All instruments named in a phrase ("for flute and piano"), in the order of the text; `least` letters each. */
export function instrumentsIn(text: string, least = 4): string[] {
  const found: { at: number; end: number; name: string }[] = [];
  for (const [name, pattern] of within) {
    const match = pattern.exec(text);
    if (!match || match[0].length < least) continue;
    const end = match.index + match[0].length;
    if (!found.some((one) => match.index < one.end && one.at < end)) {
      found.push({ at: match.index, end, name });
    }
  }
  return found.sort((a, b) => a.at - b.at).map((one) => one.name);
}

const forPhrase =
  /(?<![\p{L}])(?:for|f[üu]r|pour|per|para|à|voor|pro)\s+(?:(?:the|solo|an?|one|two|three|four|zwei|drei|vier|deux|trois|quatre|due|tre|quattro|le|la|das|die|den|\d)\s+)*(.{3,80})/iu;

/**
 * The instruments of a score: the labels of its first system, else a phrase
 * of its head ("for flute and piano"), an ensemble in the title, the name of
 * the part above it, and at last a guess by the shape of the first system.
 */
export function readInstruments(head: Head): Field<string[]> | null {
  // "S. 199" is Liszt's, and no soprano.
  const text = head.lines.map((line) => line.text).filter((line) => !isOpusOnly(line));
  const ensemble = ensembles.find(([, pattern]) => text.some((line) => pattern.test(line)));
  const part = head.lines.slice(0, 4).filter((line) => line.place === "left").map((line) =>
    instrumentOf(line.text)
  )
    .find((name) => name);
  if (part) return field([part], 0.9);
  const labels = head.labels.map(instrumentOf).filter((name) => name !== null);
  if (ensemble && labels.length !== 1) return field([ensemble[0]], 0.9);
  if (labels.length) return withVoice(labels, head);
  for (const line of text) {
    const named = instrumentsIn(forPhrase.exec(line)?.[1] ?? "", 3);
    if (named.length) return field(named, 0.9);
  }
  const alone = text.map(instrumentOf).find((name) => name);
  if (alone) return field([alone], 0.8);
  const named = text.flatMap((line) => instrumentsIn(line)).filter((name) =>
    !/^(?:Bass|Alto|Tenor|Strings)$/.test(name)
  );
  return named.length ? field(named, 0.6) : guess(head);
}

/** A song often names only the piano; the voice is where the words are. */
function withVoice(labels: string[], head: Head): Field<string[]> {
  const keyboard = labels.every((name) => name === "Piano");
  const unnamed = head.sung > 0 && keyboard && head.system.length >= 3;
  return unnamed
    ? field(["Voice", ...labels], 0.85)
    : field(labels, labels.length === head.labels.length ? 0.9 : 0.8);
}

const clefLetters = {
  treble: "G",
  octave: "8",
  bass: "F",
  alto: "C",
  tenor: "T",
  soprano: "S",
} as const;

/** What systems without a word mostly are, by the clefs from top to bottom; `sung` where words stand under them. */
const usual: [RegExp, boolean, string[], number][] = [
  [/^(?:GGF|G8F|GGG|8GF|FGF|CGF|SGF)$/, true, ["Voice", "Piano"], 0.8],
  [/^(?:GGGF|GG8F|GGFF|G8FF|SCTF|GG8FF|GGG8F|GF|GG8|GGF?F)$/, true, ["Choir"], 0.6],
  [/^[G8FCS]$/, true, ["Voice"], 0.6],
  [/^GG8F$/, false, ["Choir"], 0.5],
  [/^(?:SCTF)+$/, false, ["Strings"], 0.4],
  [/^GGCF$/, false, ["String quartet"], 0.65],
  [/^GGCFF$|^GGCCF$/, false, ["Strings"], 0.55],
  [/^GCF$/, false, ["String trio"], 0.55],
  [/^GFF$|^GGF$/, false, ["Organ"], 0.5],
  [/^GF$|^GG$|^FF$/, false, ["Piano"], 0.6],
  [/^8$/, false, ["Guitar"], 0.6],
  [/^C$/, false, ["Viola"], 0.6],
  [/^F$/, false, ["Cello"], 0.4],
];

/** What the first system mostly is, by its clefs and its number of staves, with or without words. */
function guess({ system, sung, signed }: Head): Field<string[]> | null {
  if (system.length && system.every((staff) => staff.tab)) return field(["Guitar"], 0.75);
  const clefs = signed.map(({ signs }) => clefLetters[signs.clef]).join("");
  const known = signed.length === system.length &&
    usual.find(([pattern, words]) => words === sung > 0 && pattern.test(clefs));
  if (known) return field(known[2], known[3]);
  if (signed.length) return sung > 1 ? field(["Choir"], 0.5) : null;
  const staves = system.length;
  if (staves === 3 && sung === 1) return field(["Voice", "Piano"], 0.7);
  if (sung && (staves === 2 || sung > 1)) return field(["Choir"], 0.55);
  if (sung && staves === 1) return field(["Voice"], 0.6);
  if (staves === 3 && !sung) return field(["Organ"], 0.45);
  return staves === 2 && !sung ? field(["Piano"], 0.6) : null;
}

function field(names: string[], confidence: number): Field<string[]> {
  return { value: [...new Set(names)], source: "page", confidence };
}
