/** What was found of one thing: `note` is as it may be, `wrong` is to be put right. */
export interface Finding {
  readonly about: string;
  readonly state: "well" | "note" | "wrong";
  /** What is so, in plain words. */
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What is looked at, and how it is. */
export const well = (about: string, says: string): Finding => ({ about, state: "well", says });
export const note = (about: string, says: string, advice?: string): Finding => ({
  about,
  state: "note",
  says,
  advice,
});
export const wrong = (about: string, says: string, advice: string): Finding => ({
  about,
  state: "wrong",
  says,
  advice,
});
