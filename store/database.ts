/**
 * The one way to write to Deno KV.
 *
 * @module
 */

/**
 * How often a locked write is tried again. A SQLite file shared by several
 * processes refuses a write while another is under way; the waits add up to
 * four seconds, give or take.
 */
const LOCKED_TRIES = 40;
const LOCKED_WAIT_MS = 100;

/**
 * Commits, and tries again while another process holds the database file.
 * A locked write has had no effect, so trying again does nothing twice.
 *
 * @returns the new versionstamp, or null when one of the operation's checks did not hold
 */
export async function commit(operation: Deno.AtomicOperation): Promise<string | null> {
  for (let tries = 1;; tries++) {
    try {
      const result = await operation.commit();
      return result.ok ? result.versionstamp : null;
    } catch (error) {
      if (tries === LOCKED_TRIES || !isLocked(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LOCKED_WAIT_MS * 2));
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof TypeError && error.message.includes("database is locked");
}
