/** Runs one piece of work after another. */
interface Queue {
  /**
   * Waits for its turn, then runs the work and gives its answer.
   * A failure concerns its own caller only.
   *
   * @param owner whose work it is: owners take turns, so that one with much to do,
   *   or with work that is slow, is waited for once at most
   */
  run<T>(owner: string, work: () => Promise<T>): Promise<T>;
}

/** Makes a queue that serves its owners in turn, and each in order of arrival. */
export function createQueue(): Queue {
  /** Each owner's waiting work; the owner at the front is served next. */
  const waiting = new Map<string, (() => Promise<void>)[]>();
  let busy = false;

  async function serve(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = waiting.entries().next(); !next.done; next = waiting.entries().next()) {
      const [owner, works] = next.value;
      const work = works.shift()!;
      waiting.delete(owner);
      if (works.length > 0) waiting.set(owner, works); // To the end of the row.
      await work();
    }
    busy = false;
  }

  return {
    run<T>(owner: string, work: () => Promise<T>): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const works = waiting.get(owner) ?? [];
      works.push(() => work().then(resolve, reject));
      waiting.set(owner, works);
      void serve();
      return promise;
    },
  };
}
