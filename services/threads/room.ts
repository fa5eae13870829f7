/**
 * The memory that engines share. Each has a limit of its own; all of them at theirs would be too
 * much, and a worker that rests gives nothing back. So whoever takes much has the others make room.
 *
 * @module
 */

const MiB = 1024 * 1024;

/** A worker whose tool's memory grows past this takes much. */
export const MUCH_BYTES = 160 * MiB;

/** What the engines of a house live in. */
export interface Room {
  /**
   * Moves an engine in.
   *
   * @param leave ends its worker: at once where that rests, else when its question is answered
   * @returns to be called where it takes much: all the others leave
   */
  join(leave: () => void): () => void;
}

/** Makes a room; engines that are given none make room for nobody. */
export function createRoom(): Room {
  const all = new Set<() => void>();
  return {
    join(leave) {
      all.add(leave);
      return () => {
        for (const other of all) if (other !== leave) other();
      };
    },
  };
}
