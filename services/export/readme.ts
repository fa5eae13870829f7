/** What stands in the `README.txt` of an export. */
import { FORMAT, LIBRARY_FILE, VERSION } from "./format.ts";

/** A file that is not in the export, or not as it came in, and why. */
export interface Missing {
  readonly id: string;
  readonly path: string;
  readonly why: "away" | "gone" | "damaged";
}

/** Why, in words. */
export const WHY: Readonly<Record<Missing["why"], string>> = {
  away: "the store that keeps it did not answer",
  gone: "it is not there any more",
  damaged: "it is not as it was when it was brought in",
};

/** The text. */
export function readme({ host, at, scores, missing }: {
  readonly host: string;
  readonly at: number;
  readonly scores: number;
  readonly missing: readonly Missing[];
}): string {
  const lines = [
    "Your library from Attacca",
    "=========================",
    "",
    `From ${host}, ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC: ` +
    `${scores === 1 ? "one score" : `${scores} scores`}.`,
    "",
    ...(missing.length === 0 ? [] : [
      missing.length === 1
        ? "ONE FILE IS NOT HERE AS IT SHOULD BE. It is named in missing.csv, with the reason."
        : `${missing.length} FILES ARE NOT HERE AS THEY SHOULD BE. They are named in missing.csv, ` +
          "each with the reason.",
      "What was read from them is here.",
      "",
    ]),
    "What is in here",
    "",
    "Scores/         the files, byte for byte as you brought them in",
    "Bin/            the same of scores that were in the bin",
    "Photos/         photos that you are putting together and that are no score yet",
    "scores.csv      a table of the scores, for any table program",
    `${LIBRARY_FILE}    the whole library: what was read and what you typed, with where it came`,
    "                from; tags, practice, where you left off, collections, setlists, views",
    "account.json    your account: address, what you allowed, where you are signed in, what you",
    "                shared, explanations, photos that are no score yet, and every time something",
    "                of yours left the house",
    "SHA256SUMS.txt  to check the files: sha256sum -c SHA256SUMS.txt",
    "",
    "To bring it into another Attacca",
    "",
    'Sign in there, open Account, and choose "Bring in an export". It wants this ZIP as it is. What',
    "is there already is not added twice. What account.json says is not brought in: it belongs to",
    "the house that this came from.",
    "",
    `${LIBRARY_FILE} is JSON in UTF-8, format ${FORMAT}, version ${VERSION}. A score is named by the`,
    "SHA-256 of its file. Times are in UTC. In scores.csv a cell that begins like a formula has an",
    "apostrophe before it.",
    "",
  ];
  return lines.join("\r\n");
}
