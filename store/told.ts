/**
 * What was told once, and is not to be told again.
 *
 * `told/…WHAT`
 *
 * @module
 */

/** Longer than the month that most of it is about. */
const KEPT_MS = 62 * 24 * 60 * 60 * 1000;

/** Rows of what was told; each goes by itself after two months. */
export function told(kv: Deno.Kv) {
  return {
    async has(what: readonly (string | number)[]): Promise<boolean> {
      return (await kv.get(["told", ...what])).versionstamp !== null;
    },

    /** Notes in `operation` that it is told, which fails where it was. */
    add(operation: Deno.AtomicOperation, what: readonly (string | number)[]): void {
      const key = ["told", ...what];
      operation.check({ key, versionstamp: null }).set(key, true, { expireIn: KEPT_MS });
    },
  };
}
