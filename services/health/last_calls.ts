import type { AuditEntry } from "../../store/audit.ts";

/** What the last calls of one integration tell, by whatever instance they were made. */
interface LastCalls {
  /** Attempts that failed in a row, up to now. */
  readonly row: number;
  /** When the first call of that row was made, in milliseconds since 1970; null where there is none. */
  readonly rowSince: number | null;
  /** Calls since the last outage, and how many of them failed: an outage that is over is no reason to call it uneven. */
  readonly since: { readonly calls: number; readonly failures: number };
  /** Whether the vendor said that the allowance is used up, and has taken nothing since. */
  readonly usedUp: boolean;
  /** Whether a call that costs something was taken. */
  readonly taken: boolean;
}

/** Failed attempts in a row by which a service counts as away: as many as open a breaker. */
export const AWAY_AFTER = 5;
/** Outcomes by which the vendor's service is well. */
const WELL = new Set(["ok", "rejected", "quota_exhausted", "retired"]);

/** @param entries of one integration, the newest first */
export function lastCalls(entries: readonly AuditEntry[]): LastCalls {
  const counted = { calls: 0, failures: 0 };
  let since: LastCalls["since"] | null = null;
  let run = 0;
  let runCalls = 0;
  let row: Pick<LastCalls, "row" | "rowSince"> | null = null;
  let rowSince: number | null = null;
  for (const { outcome, attempts, at } of entries) {
    if (WELL.has(outcome)) {
      row ??= { row: run, rowSince };
      [run, runCalls] = [0, 0];
      counted.calls++;
      continue;
    }
    [run, rowSince, runCalls] = [run + attempts, at, runCalls + 1];
    counted.calls++;
    counted.failures++;
    if (row !== null && since === null && run >= AWAY_AFTER) {
      since = { calls: counted.calls - runCalls, failures: counted.failures - runCalls };
    }
  }
  const costly = entries.filter(({ operation }) => operation !== "probe");
  const said = costly.findIndex(({ outcome }) => outcome === "quota_exhausted");
  const ok = costly.findIndex(({ outcome }) => outcome === "ok");
  return {
    ...row ?? { row: run, rowSince },
    since: since ?? counted,
    usedUp: said >= 0 && (ok < 0 || said < ok),
    taken: ok >= 0 && (said < 0 || ok < said),
  };
}
