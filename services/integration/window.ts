import type { Quota } from "./definition.ts";

/** Where the quota's window that holds `now` begins and ends, in UTC; milliseconds since 1970. */
export function quotaWindow(per: Quota["per"], now: number): { start: number; end: number } {
  const date = new Date(now);
  if (per === "month") {
    const month = (n: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n);
    return { start: month(0), end: month(1) };
  }
  const length = per === "minute" ? 60_000 : 86_400_000;
  const start = Math.floor(now / length) * length;
  return { start, end: start + length };
}
