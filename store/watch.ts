/**
 * Waiting for rows to change.
 *
 * @module
 */

/**
 * `kv.watch` does not see what another process writes to a SQLite file, so whoever waits by it
 * also looks by itself.
 */
const LOOK_EVERY_MS = 1_500;

/**
 * Gives the row as it is, and again whenever it has changed, until `signal` ends.
 * What changes while the last value is being handled is given once, as it is then.
 */
export async function* watchRow<T>(
  kv: Deno.Kv,
  key: Deno.KvKey,
  signal: AbortSignal,
): AsyncGenerator<T | null> {
  const changes = kv.watch([key]).getReader();
  let seen: string | null | undefined;
  let pending = changes.read();
  try {
    while (!signal.aborted) {
      const { value, versionstamp } = await kv.get<T>(key);
      if (versionstamp !== seen) {
        seen = versionstamp;
        yield value;
      }
      const changed = await Promise.race([pending.then(() => true), pause(signal)]);
      if (changed) pending = changes.read();
    }
  } finally {
    await changes.cancel().catch(() => {});
  }
}

function pause(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve(false);
    };
    const timer = setTimeout(done, LOOK_EVERY_MS);
    signal.addEventListener("abort", done);
  });
}
