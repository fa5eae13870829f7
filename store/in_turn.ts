/**
 * Work on one row, one after the other within this process: of many at once none is too late.
 * Other processes are held off by the row's version alone.
 *
 * @module
 */

/** Runs the work on each name in the order in which it was asked for. */
export function createInTurn() {
  /** The end of the row for each name. */
  const rows = new Map<string, Promise<unknown>>();

  return async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (rows.get(name) ?? Promise.resolve()).then(work);
    const end = turn.catch(() => {}).then(() => {
      if (rows.get(name) === end) rows.delete(name);
    });
    rows.set(name, end);
    return await turn;
  };
}
