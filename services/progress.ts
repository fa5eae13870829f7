/** How far something is that a page waits for. */
export interface Progress {
  /** Another one whenever there is something new to show. */
  readonly mark: string;
  /** Nothing new comes by itself any more. */
  readonly settled: boolean;
}
