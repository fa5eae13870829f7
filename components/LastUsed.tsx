const HOUR_MS = 60 * 60 * 1000;
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** When a session was last used: no finer than it is written down, which is once an hour at most. */
export function LastUsed({ at, now }: { at: number; now: number }) {
  const hours = Math.floor((now - at) / HOUR_MS);
  if (hours < 2) return <>used within the last two hours</>;
  if (hours < 24) return <>used within the last day</>;
  return <>last used {RELATIVE.format(-Math.floor(hours / 24), "day")}</>;
}
