const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A day, written out; `at` in milliseconds since 1970. */
export function Day({ at }: { at: number }) {
  return <time datetime={new Date(at).toISOString()}>{DAY.format(at)}</time>;
}
