import { fold } from "../../store/fold.ts";

/** A catalogue: the letters it is cited with, and the shape of its numbers; both parts of a pattern. */
export type Catalogue = readonly [letters: string, shape: string];

const plain = String.raw`\d{1,4}[a-z]?`;
/** A number within one of the catalogue: "D. 899 No. 3", "BWV 988/1". */
const within = String.raw`(?:(?:[\/,]|,?\s(?:[Nn](?:o|r)\.?|№))\s?\d{1,2}(?!\d))?`;

/** Those whose letters mean nothing else. */
export const catalogues: readonly Catalogue[] = [
  ["BWV", String.raw`(?:Anh\.?\s*(?:II?I?\s)?)?\d{1,4}[a-z]?(?:\/\d{1,2})?`],
  ["TWV", String.raw`\d{1,2}:\w{1,5}`],
  ["RWV", String.raw`[A-Z]?\d{1,3}`],
  ["MWV", String.raw`[A-Z]{1,2}\s?\d{1,3}`],
  ["FaWV", String.raw`[A-Z]\s?:\s?\w{1,4}`],
  // Buxtehude, Handel, Schütz, Lully, Zelenka, Graupner, Wagner, and whoever gets one tomorrow.
  [String.raw`[\p{L}]{1,5}-?WV`, String.raw`[A-Z]?\d{1,4}[a-z]?(?:[.:\/]\d{1,3})?`],
  ["K(?:\\.?\\s?V|öchel)", String.raw`(?:Anh\.?\s*)?\d{1,3}[a-z]?`],
  [
    "Hob(?:oken)?",
    String.raw`[IVXL]{1,7}[a-z]?(?:\s?[:.\/]\s?|\s?n[or]\.?\s?)[A-Za-z]{0,2}\d{0,3}[a-z]?`,
  ],
  ["R\\.?V", String.raw`\d{1,3}[a-z]?`],
  ["W(?:ot)?q", String.raw`\d{1,3}(?:[\/.]\d{1,2})?`],
  ["WoO", String.raw`(?:posth\.?\s*)?\d{1,3}`],
  ["WAB", String.raw`\d{1,3}`],
  ["TrV", plain],
];

/**
 * Those that mean a catalogue only beside their composer's name: "S. 12" is Liszt's, and a page
 * (German "Seite") of anybody else's; "D 24" may be a room.
 */
const ofComposers: readonly [composers: RegExp, catalogues: readonly Catalogue[]][] = [
  [/schubert/, [["D", plain + within]]],
  [/mozart/, [["K", String.raw`(?:Anh\.?\s*(?:[A-C]\s)?)?[\d.]{1,6}[a-z]?` + within]]],
  [/scarlatti/, [["K|Kk|Kp|L|P|R|CL", plain]]],
  [/liszt/, [["S|R|LW", String.raw`[A-Z]?\d{1,3}[a-z]?` + within]]],
  [/haydn/, [["H", String.raw`[IVXL]{1,7}[a-z]?\s?[:\/]\s?[A-Za-z]{0,2}\d{1,3}`], [
    "P|Perger|MH",
    plain,
  ]]],
  [/debussy/, [["L", String.raw`\d{2,3}[a-z]?`]]],
  [/dvorak/, [["B", plain]]],
  [/chopin/, [["B|BI|Kk|KK|CT", String.raw`(?:[IVX]+[a-z]?\/)?\d{1,3}`]]],
  [/boccherini/, [["G", plain]]],
  [/torelli/, [["G|TV", plain]]],
  [/purcell/, [["Z", String.raw`[A-Z]{0,2}\d{1,3}[A-Za-z]?`]]],
  [/vivaldi/, [["P|F|R", String.raw`(?:[IVX]+[,:\/]\s?)?\d{1,3}`]]],
  [/bach/, [["H|F|Fk|Falck|T|W|BR|CPEB|Warb", String.raw`[A-Z]?\d{1,3}[a-z]?`], [
    "S",
    String.raw`\d{3,4}`,
  ]]],
  [/bartok/, [["Sz|BB|DD", plain]]],
  [/busoni/, [["BV|K", plain]]],
  [/nielsen/, [["FS|CNW", plain]]],
  [/grieg/, [["EG|CW", plain]]],
  [/sibelius/, [["JS", plain]]],
  [/janacek/, [["JW", String.raw`(?:[IVX]+|\d{1,2})\/\d{1,3}`]]],
  [/martinu|berlioz|honegger|holst/, [["H", plain]]],
  [/charpentier/, [["H", plain]]],
  [/weber/, [["J", plain]]],
  [/ravel/, [["M", plain]]],
  [/respighi|soler|poulenc|part|pergolesi/, [["P|R|FP", plain]]],
  [/beethoven/, [["Hess|Bia|Kinsky", plain]]],
  [/tchaikovsky|tschaikowsky|чаиковскии/, [["TH|ČW|CW", plain]]],
  [/telemann/, [["TVWV", plain]]],
  [/rameau/, [["RCT", plain]]],
  [/monteverdi/, [["SV", plain]]],
  [/kraus/, [["VB", plain]]],
  [/couperin|clementi|cimarosa|clerambault/, [["C", plain]]],
  [/paganini/, [["MS|M\\.\\s?S", plain]]],
  [/stravinsky|strawinsky/, [["K|W", plain]]],
  [/strauss/, [["AV|TrV", plain]]],
  [/tartini/, [["D|B|GT", String.raw`\d{1,3}|\d\.\w{1,4}`]]],
  [/gounod/, [["CG", plain]]],
  [/fux/, [["K|E|L|N", plain]]],
  [/viotti|geminiani|gade|gibbons|hummel/, [["W|H|S", plain]]],
  [/villa lobos/, [["W|A", plain]]],
  [/satie/, [["IES", plain]]],
];

/** Where nobody is named, two catalogues are known well enough to go by their letter and a point. */
const wellKnown: readonly Catalogue[] = [["[DK]\\.", String.raw`\d{2,3}[a-z]?` + within]];

/** The catalogues of the composer of that name; with none named, those that everybody knows. */
export function cataloguesOf(composer: string | null): readonly Catalogue[] {
  if (composer === null) return wellKnown;
  const folded = fold(composer);
  return ofComposers.filter(([names]) => names.test(folded)).flatMap(([, own]) => own);
}
