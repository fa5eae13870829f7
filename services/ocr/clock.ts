/** The next letters may be so much harder to read than the last ones. */
const margin = 1.5;
/** What is read must yet be put together. */
const share = 0.9;

/**
 * Tells whether there is time to read more, by how long the last letters took: a machine that is
 * busy, and print that is broken, take ten times as long.
 *
 * @param deadlineMs when all must be over, from now
 * @param now milliseconds that only ever grow
 * @returns to be asked before any letters are read, and of how many
 */
export function createClock(
  deadlineMs: number,
  now: () => number = () => performance.now(),
): (letters: number) => boolean {
  const end = now() + share * deadlineMs;
  let last: { at: number; letters: number } | undefined;
  return (letters) => {
    const at = now();
    const letterMs = last ? (at - last.at) / Math.max(1, last.letters) : 0;
    last = { at, letters };
    return at + margin * letterMs * letters < end;
  };
}
