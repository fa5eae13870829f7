import type { CounterPath } from "../../store/counters.ts";
import { quotaWindow } from "./window.ts";

/** Where the sums of a month stand: what each integration cost, in millionths of a US dollar. */
export function spentIn(now: number): CounterPath {
  return ["spent", quotaWindow("month", now).start];
}

/** Where one integration's sum stands. */
export function spentPath(now: number, integration: string): CounterPath {
  return [...spentIn(now), integration];
}
