/**
 * Compares two samples by the ranks of their values (Mann and Whitney 1947), which outliers do not
 * move: by how many standard deviations the rank sum lies from where it would be if the two came
 * from one distribution. Beyond four it is chance once in 16,000.
 */
export function rankDistance(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => [value, 0]), ...b.map((value) => [value, 1])];
  all.sort(([x], [y]) => x - y);
  const ranks = all.reduce((sum, [, from], at) => from === 0 ? sum + at + 1 : sum, 0);
  const u = ranks - a.length * (a.length + 1) / 2;
  const mean = a.length * b.length / 2;
  const deviation = Math.sqrt(a.length * b.length * (a.length + b.length + 1) / 12);
  return Math.abs(u - mean) / deviation;
}
