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
  for await (const [value] of watchRows<[T]>(kv, [key], signal)) yield value;
}

/** The same for several rows, ten at most: all of them, whenever one has changed. */
export async function* watchRows<T extends unknown[]>(
  kv: Deno.Kv,
  keys: readonly Deno.KvKey[],
  signal: AbortSignal,
): AsyncGenerator<{ [K in keyof T]: T[K] | null }> {
  const changes = kv.watch<unknown[]>([...keys]).getReader();
  let seen: string | undefined;
  let pending = changes.read();
  try {
    while (!signal.aborted) {
      const entries = await kv.getMany<unknown[]>([...keys]);
      const versions = entries.map(({ versionstamp }) => versionstamp).join();
      if (versions !== seen) {
        seen = versions;
        yield entries.map(({ value }) => value) as { [K in keyof T]: T[K] | null };
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
