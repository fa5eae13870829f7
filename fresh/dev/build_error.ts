/** A build that failed on the app's own code: its message names file, line and column. */
export class BuildError extends Error {
  override readonly name = "BuildError";
  readonly code = "build_failed";
}
