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

/** Work that took so long makes its owner a slow one. */
const SLOW_MS = 4_000;
const SLOW_FOR_MS = 60_000;
/**
 * A slow owner's next work begins when no other has been served for so long: whoever
 * was waited for once (a file that is opened) comes back with more (to be read, and drawn).
 */
const QUIET_MS = 1_000;
/** Then it has its turn, however many others there are. */
const LONGEST_HELD_MS = 30_000;

interface Work {
  readonly since: number;
  readonly run: () => Promise<void>;
}

/**
 * Makes a queue that serves its owners in turn, and each in order of arrival.
 *
 * @param now milliseconds that only ever grow
 */
export function createQueue(now: () => number = () => performance.now()): Queue {
  /** Each owner's waiting work; the owner at the front is served next. */
  const waiting = new Map<string, Work[]>();
  /** Until when an owner counts as slow. */
  const slow = new Map<string, number>();
  /** When somebody who is not slow was served last. */
  let servedAt = -Infinity;
  let busy = false;
  let waking: ReturnType<typeof setTimeout> | undefined;

  async function serve(): Promise<void> {
    if (busy) return;
    busy = true;
    clearTimeout(waking);
    for (let owner = next(); owner !== undefined; owner = next()) {
      const works = waiting.get(owner)!;
      const work = works.shift()!;
      waiting.delete(owner);
      if (works.length > 0) waiting.set(owner, works); // To the end of the row.
      const begun = now();
      await work.run();
      const ended = now();
      if (ended - begun > SLOW_MS) slow.set(owner, ended + SLOW_FOR_MS);
      if (!slow.has(owner)) servedAt = ended;
    }
    busy = false;
    if (waiting.size > 0) {
      waking = setTimeout(() => void serve(), Math.max(10, servedAt + QUIET_MS - now()));
    }
  }

  /** The owner whose turn it is; undefined where none waits, or only slow ones that are held. */
  function next(): string | undefined {
    const at = now();
    for (const [owner, until] of slow) if (until < at) slow.delete(owner);
    const owners = [...waiting.keys()];
    return owners.find((owner) =>
      slow.has(owner) && at - waiting.get(owner)![0].since > LONGEST_HELD_MS
    ) ??
      owners.find((owner) => !slow.has(owner)) ??
      (at - servedAt >= QUIET_MS ? owners[0] : undefined);
  }

  return {
    run<T>(owner: string, work: () => Promise<T>): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const works = waiting.get(owner) ?? [];
      works.push({ since: now(), run: () => work().then(resolve, reject) });
      waiting.set(owner, works);
      void serve();
      return promise;
    },
  };
}
