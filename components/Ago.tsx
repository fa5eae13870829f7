const EXACT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});
const RELATIVE = new Intl.RelativeTimeFormat("en");
const UNITS = [[1440, "day"], [60, "hour"], [1, "minute"]] as const;

/** A moment (milliseconds since 1970) as a person says it; the exact one on hover. */
export function Ago({ at, now }: { at: number; now: number }) {
  return (
    <time datetime={new Date(at).toISOString()} title={`${EXACT.format(at)} UTC`}>
      {inWords(now - at)}
    </time>
  );
}

function inWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const unit = UNITS.find(([size]) => minutes >= size);
  return unit === undefined ? "just now" : RELATIVE.format(-Math.floor(minutes / unit[0]), unit[1]);
}
