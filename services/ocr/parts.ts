import { FormatError } from "../formats/error.ts";
import type { PageText } from "../pdf/types.ts";
import type { PartJob } from "./protocol.ts";

/**
 * How a page is read: what may be letters, above the first staff and beside the first system; or,
 * where that is not enough, all that is above the first staff, as it is.
 */
export type Way = "letters" | "rough";

type Ask = Omit<PartJob, "kind" | "page">;

/** Words of so many letters are words, if the recogniser is that sure: upside down it rarely is. */
const word = { letters: 3, sure: 0.9 };
/** A head with fewer letters in words is looked at upside down as well. */
const fewLetters = 8;
/** It stands on its head where that way so many times as many letters are words. */
const moreLetters = 2;

/**
 * Reads a page in parts, each under its own deadline. A head that takes too long is read once more
 * at half the size; one in which next to nothing is legible, upside down.
 *
 * @param ask reads one part
 * @param headRead told what the head says, where more is read
 * @throws {FormatError} what `ask` throws, where not even the head can be read
 */
export async function readParts(
  ask: (part: Ask) => Promise<PageText>,
  way: Way,
  headRead: (head: PageText) => Promise<void> = () => Promise.resolve(),
): Promise<PageText> {
  const first = way === "letters" ? "head" : "rough";
  let how: Ask = { part: first, turned: false, small: false };
  let head = await orAfter("timeout", ask(how), () => {
    how = { ...how, small: true };
    return ask(how);
  });
  const legible = legibleLetters(head);
  if (legible < fewLetters) {
    const turned = await orAfter("timeout", ask({ ...how, turned: true }), () => head);
    const there = legibleLetters(turned);
    if (there >= fewLetters && there > moreLetters * legible) {
      head = turned;
      how = { ...how, turned: true };
    }
  }
  if (way === "rough") return head;
  await headRead(head);
  const beside = await orAfter("timeout", ask({ ...how, part: "labels" }), () => null);
  return beside === null ? head : { ...head, runs: [...head.runs, ...beside.runs] };
}

/** What comes of the work; where that fails for this reason, of something else. */
async function orAfter<T, Other>(
  code: FormatError["code"],
  work: Promise<T>,
  other: () => Other | Promise<Other>,
): Promise<T | Other> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FormatError && error.code === code) return await other();
    throw error;
  }
}

function legibleLetters({ runs }: PageText): number {
  return runs.reduce((sum, { text, sure = 0 }) => {
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    return letters >= word.letters && sure >= word.sure ? sum + letters : sum;
  }, 0);
}
