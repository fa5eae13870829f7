import type { Quota } from "./definition.ts";

/** A span of time, its end not included; milliseconds since 1970. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** The quota's window that holds `now`, in UTC. */
export function quotaWindow(per: Quota["per"], now: number): Window {
  const date = new Date(now);
  if (per === "month") {
    const month = (n: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n);
    return { start: month(0), end: month(1) };
  }
  const length = per === "minute" ? 60_000 : 86_400_000;
  const start = Math.floor(now / length) * length;
  return { start, end: start + length };
}

/** Whether the window holds `now`: a clock may also have been set back. */
export const holds = ({ start, end }: Window, now: number) => start <= now && now < end;
