/** Runs one piece of work after another. */
export interface Queue {
  /**
   * Waits for its turn, then runs the work and gives its answer.
   * A failure concerns its own caller only.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** How many are waiting or running. */
  size(): number;
}

/**
 * Makes a queue that serves in order of arrival. Fairness between people
 * (round robin by owner) belongs here: `run` would take the owner too.
 */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  let size = 0;
  return {
    run<T>(work: () => Promise<T>): Promise<T> {
      size++;
      const turn = last.then(work).finally(() => size--);
      last = turn.catch(() => {});
      return turn;
    },
    size: () => size,
  };
}
