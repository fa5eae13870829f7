import type { Field } from "../reading/fields.ts";
import { instrumentOf } from "../reading/instruments.ts";
import { tidy } from "../reading/lines.ts";
import type { Heading } from "./heading.ts";

/** What programs call a part that nobody has named. */
const UNNAMED = /^(?:(?:music ?xml )?(?:part|staff|instrument|track|voice)?[\s#]*\d*|p\d+)$/i;

/**
 * The instruments by the names of the parts; by what the part names beside that, where its
 * name says nothing. A name that is not in the vocabulary is an instrument that it lacks.
 */
export function instrumentsOfParts({ parts }: Heading, sure: number): Field<string[]> | null {
  const names = [...parts.values()].flatMap(({ name, instruments, sounds }) => {
    const said = [name, ...instruments].map(tidy);
    // "strings.violin", "voice.soprano": the family, and which.
    const words = sounds.map((sound) => tidy(sound).split(".").at(-1)!.replaceAll("-", " "));
    const known = [...said, ...words].map((word) => instrumentOf(word.toLowerCase()));
    const named = said.find((word) => !UNNAMED.test(word) && word.length <= 60);
    return known.find((one) => one !== null) ?? named ?? [];
  });
  if (names.length === 0) return null;
  return { value: [...new Set(names)], source: "file", confidence: sure };
}
