import { LATENCY_BOUNDS } from "../integration/meters.ts";

/** Stands for whatever was slower than the last class. */
const SLOWER = 2 * LATENCY_BOUNDS[LATENCY_BOUNDS.length - 1];

/**
 * The class of latency (milliseconds) below which a share of the calls lay; null where there were
 * none.
 *
 * @param sums what the meters counted, by the names that they have there
 */
export function quantile(sums: ReadonlyMap<string, number>, share: number): number | null {
  const classes = [...LATENCY_BOUNDS.map(String), "more"]
    .map((name) => sums.get(`under:${name}`) ?? 0);
  const all = classes.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let seen = 0;
  const at = classes.findIndex((count) => (seen += count) >= all * share);
  return LATENCY_BOUNDS[at] ?? SLOWER;
}
