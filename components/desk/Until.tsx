const EXACT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});
const UNITS = [[1440, "day"], [60, "hour"], [1, "minute"]] as const;

/** A moment that is yet to come (milliseconds since 1970), as "in 3 hours"; the exact one on hover. */
export function Until({ at, now }: { at: number; now: number }) {
  return (
    <time datetime={new Date(at).toISOString()} title={`${EXACT.format(at)} UTC`}>
      {inWords(at - now)}
    </time>
  );
}

function inWords(ms: number): string {
  if (ms < 60_000) return `in ${Math.max(1, Math.ceil(ms / 1000))} s`;
  const minutes = Math.round(ms / 60_000);
  const [size, unit] = UNITS.find(([size]) => minutes >= size)!;
  const count = Math.round(minutes / size);
  return `in ${count} ${unit}${count === 1 ? "" : "s"}`;
}
