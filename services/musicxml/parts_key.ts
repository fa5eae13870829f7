import type { Field } from "../reading/fields.ts";
import { findKey, keyOf } from "../reading/key.ts";
import type { Heading, PartKey } from "./heading.ts";

/** A mode that no document names, with a bass that ends on its tonic; and without that. */
const BY_BASS = 0.85;
const BY_SIGNATURE = 0.55;

/**
 * The key that the music sounds in. Many programs write the signature and leave out whether it
 * is major or minor: then the title says it, else the last note of the bass makes one of them likely.
 *
 * @param sure how sure what is said in so many words is
 */
export function keyOfParts({ parts, last }: Heading, title: string, sure: number): Field | null {
  const keys = [...parts.values()].flatMap(({ key }) => key ?? []);
  const key = keys.find(({ chromatic }) => chromatic % 12 === 0) ?? keys[0];
  const fifths = key && sounding(key);
  const named = findKey(title);
  if (key === undefined || fifths === undefined || Math.abs(fifths) > 7) {
    return field(named, sure);
  }
  const [major, minor] = [keyOf(fifths, false), keyOf(fifths, true)];
  if (key.mode === "major" || key.mode === "minor") {
    return field(key.mode === "minor" ? minor : major, sure);
  }
  if (named !== null) return field(named, sure);
  if (key.mode !== "") return null; // Dorian and the like have no name here.
  const tonic = last && last.step + (["-flat", "", "-sharp"][last.alter + 1] ?? "");
  for (const one of [major, minor]) {
    if (tonic !== null && one?.split(" ")[0] === tonic) return field(one, BY_BASS);
  }
  return field(major, BY_SIGNATURE);
}

/** Fifths as they sound: a semitone is seven fifths, and twelve fifths are none. */
function sounding({ fifths, chromatic }: PartKey): number {
  const all = fifths + ((7 * chromatic) % 12);
  return all > 6 ? all - 12 : all < -6 ? all + 12 : all;
}

const field = (value: string | null, confidence: number): Field | null =>
  value === null ? null : { value, source: "file", confidence };
