const MiB = 1024 * 1024;

/** How much of a file is read; more than that is no score, but made to exhaust whoever reads it. */
export const LIMITS = {
  /** Bytes of the score once it is unzipped. */
  scoreBytes: 64 * MiB,
  /** Bytes of the list of contents once it is unzipped. */
  containerBytes: MiB / 4,
  /** Files in a ZIP. */
  entries: 2_000,
  /** Elements within one another. */
  depth: 200,
  attributes: 100,
  /** Letters kept of one element's text. */
  text: 2_000,
  /** Letters from one tag to the next: a name, its attributes, a text, a remark. */
  stretch: MiB,
  /** Parts, creators and lines of a title page; a score of more parts is read and not engraved. */
  kept: 200,
  /**
   * Letters of a score that is engraved. Of one of five million, a note a measure and thirty parts,
   * Verovio takes all the memory it may have; of one with ten times as much said of a note, less.
   */
  engraved: 8 * MiB,
} as const;
