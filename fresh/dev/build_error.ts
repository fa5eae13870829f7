/** A build that failed on the app's own code. */
export class BuildError extends Error {
  readonly code = "build_failed";
  /**
   * @param message what is wrong, in words for a person
   * @param places file, line and column (from 1) of each fault
   */
  constructor(
    message: string,
    readonly places: { file: string; line: number; column: number }[] = [],
  ) {
    super(message);
    this.name = "BuildError";
  }
}
