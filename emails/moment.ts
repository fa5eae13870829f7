const MOMENT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

/** A moment in words: an ISO 8601 one as `on 2 March 2026 at 14:05 UTC`, any other text as it is. */
export function moment(text: string): string {
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? text : `on ${MOMENT.format(time)} UTC`;
}

/** The same at the beginning of a sentence. */
export function atMoment(text: string): string {
  const words = moment(text);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** The day of an ISO 8601 moment: `2 March 2026`. */
export function day(text: string): string {
  return DAY.format(Date.parse(text));
}
