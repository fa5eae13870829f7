import { fold } from "../../store/fold.ts";

/** Ordinals of one language: one to nine or more, and the tens that go before or after them. */
interface Language {
  readonly ones: string;
  /** What stands for ten, twenty, thirty. */
  readonly tens: readonly [string, string, string];
  /** Written in one, from eleven on. */
  readonly teens: string;
  /** Spellings of one place are parted by a stroke. */
  readonly more?: Readonly<Record<number, string>>;
}

const latin = (end: string): Language => ({
  ones:
    `prim${end} secund${end} terti${end} quart${end} quint${end} sext${end} septim${end} octav${end} non${end}`,
  tens: [
    `decim${end}`,
    `vigesim${end}|vicesim${end}`,
    `trigesim${end}|tricesim${end}`,
  ],
  teens: `undecim${end} duodecim${end}`,
});

const languages: readonly Language[] = [
  latin("um"),
  latin("a"),
  latin("us"),
  {
    ones: "prima seconda terza quarta quinta sesta settima ottava nona",
    tens: ["decima", "vigesima|ventesima|vent", "trigesima|trentesima|trent"],
    teens:
      "undicesima|undecima dodicesima|duodecima tredicesima quattordicesima quindicesima sedicesima diciassettesima diciottesima diciannovesima",
    more: Object.fromEntries(
      ["un", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"].map((one, at) => [
        21 + at,
        `vent${one === "un" || one === "otto" ? "" : "i"}${one.replace(/[ieo]$/, "")}esima`,
      ]),
    ),
  },
  {
    ones:
      "premier|premiere second|seconde|deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme",
    tens: ["dixieme", "vingtieme|vingt|vingtet", "trentieme|trente|trenteet"],
    teens:
      "onzieme douzieme treizieme quatorzieme quinzieme seizieme dixseptieme dixhuitieme dixneuvieme",
    more: { 21: "vingtetunieme|vingtunieme", 31: "trenteetunieme" },
  },
  {
    ones:
      "erstes zweites|zweytes drittes viertes funftes sechstes siebentes|siebtes achtes neuntes",
    tens: ["zehntes", "zwanzigstes", "dreissigstes|dreyssigstes"],
    teens:
      "elftes|eilftes zwolftes dreizehntes vierzehntes funfzehntes sechzehntes siebzehntes achtzehntes neunzehntes",
    more: Object.fromEntries(
      ["ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun"].map((one, at) => [
        21 + at,
        `${one}undzwanzigstes`,
      ]),
    ),
  },
];

let numbers: Map<string, number> | undefined;

/** From words, folded and without spaces, to their numbers: up to 39. */
function all(): Map<string, number> {
  if (numbers) return numbers;
  numbers = new Map();
  for (const { ones, tens, teens, more = {} } of languages) {
    const forms = (list: string) => list.split(" ").map((one) => one.split("|"));
    for (const [ten, spellings] of tens.entries()) {
      for (const tenth of spellings.split("|")) {
        numbers.set(tenth, 10 * (ten + 1));
        for (const [at, units] of forms(ones).entries()) {
          for (const unit of units) {
            numbers.set(unit, at + 1).set(tenth + unit, 10 * (ten + 1) + at + 1)
              .set(unit + tenth, 10 * (ten + 1) + at + 1);
          }
        }
      }
    }
    for (const [at, spellings] of forms(teens).entries()) {
      for (const one of spellings) numbers.set(one, 11 + at);
    }
    for (const [number, spellings] of Object.entries(more)) {
      for (const one of spellings.split("|")) numbers.set(one, Number(number));
    }
  }
  for (const part of ["vent", "trent", "vingt", "vingtet", "trente", "trenteet"]) {
    numbers.delete(part);
  }
  return numbers;
}

/**
 * The number that an ordinal of Latin, Italian, French or German means, up to 39; null for other
 * words.
 *
 * @example
 * ordinal("decima terza"); // 13
 */
export const ordinal = (words: string): number | null =>
  all().get(fold(words).replace(/[ -]/g, "")) ?? null;

const roman = /^X{0,3}(?:IX|IV|V?I{0,3})$/;
const worth: Record<string, number> = { I: 1, V: 5, X: 10 };

/** The number that Roman capitals mean, up to 39; null for anything else. */
export function romanNumber(text: string): number | null {
  if (!text || !roman.test(text)) return null;
  const each = [...text].map((one) => worth[one]);
  return each.reduce((sum, one, at) => sum + (one < (each[at + 1] ?? 0) ? -one : one), 0);
}
