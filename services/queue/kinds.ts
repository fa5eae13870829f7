/**
 * The kinds of work, in words for whoever looks at the queue.
 *
 * @module
 */

/** One kind of work. */
export interface Kind {
  readonly title: string;
  /** What is done. */
  readonly does: string;
  /** What it means for whoever waited, when it is given up. */
  readonly givenUp: string;
  /** What it means for whoever waits, when it is put off, where that is more than waiting. */
  readonly putOff?: string;
  /** Why an operator cannot discard it, where that is so. */
  readonly owed?: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "send-mail": {
    title: "Mail",
    does: "Hands a letter to Resend, as long as it is of use.",
    givenUp:
      "The letter does not arrive. Who waits for a sign-in link is told so, and asks for a " +
      "new one. What was in it is not kept.",
    putOff:
      "A link to sign in is good for fifteen minutes: a letter that is of no use by then is " +
      "given up.",
  },
  "read-score": {
    title: "Reading scores here",
    does: "Reads a new score on this server and draws its first page.",
    givenUp: "The score is in the library under its file’s name. Trying again reads it.",
  },
  "read-picture": {
    title: "Reading scanned pages",
    does: "Reads the picture of a page by OCR on this server.",
    givenUp: "What was read otherwise stands, and the person can type the rest.",
  },
  "ask-gemini": {
    title: "Reading by Gemini",
    does: "Asks Gemini to read a score, for a person who allows it.",
    givenUp: "What was read on this server stands. The person can ask for Gemini again.",
  },
  "explain-score": {
    title: "Explaining by Gemini",
    does: "Asks Gemini to explain a score, for a person who allows it.",
    givenUp: "The person sees what the local reading knows, and can ask again.",
  },
  "change-scores": {
    title: "Changes to many scores",
    does: "Changes the scores that a person chose in the library.",
    givenUp: "Some of the chosen scores stay as they were. Trying again changes them.",
  },
  "change-bin": {
    title: "Emptying and filling bins",
    does: "Brings scores back from a bin, or removes them for good.",
    givenUp: "Some of the scores stay in the bin. Trying again goes on with them.",
  },
  "export-library": {
    title: "Copies of whole libraries",
    does: "Writes all that is a person’s into one file, and mails where it is.",
    givenUp: "The person is told on the page that it could not be made, and can ask again.",
  },
  "import-library": {
    title: "Bringing exports in",
    does: "Brings the scores and lists of an export in, one after the other.",
    givenUp: "What came in stays. The person is told, and can send the same file once more.",
  },
  "leave-account": {
    title: "Accounts that are about to go",
    does: "Waits for the day that a person who leaves was given, and begins the deletion then.",
    givenUp: "The account is still there. Try it again: its person is owed this.",
    owed: "A person has asked to leave and is owed this, so it cannot be discarded.",
  },
  "delete-account": {
    title: "Deleting accounts",
    does: "Takes away all that belonged to a person who has left.",
    givenUp: "Something of a person who has left may still be here. Try it again, it is owed.",
    putOff: "What belonged to people who have left stays here for as long.",
    owed: "A person has left and is owed this, so it cannot be discarded.",
  },
};

/** What is known of a kind; one that a later version of the app made is known by its name alone. */
export function kindOf(kind: string): Kind {
  return KINDS[kind] ?? {
    title: kind,
    does: "Work that this version of the app does not know.",
    givenUp: "It was not done.",
  };
}

/** Whether somebody is owed work of a kind, so that it may not stay undone. */
export const isOwed = (kind: string): boolean => kindOf(kind).owed !== undefined;
