import type { TestApp } from "./app.ts";

const HOUR_MS = 60 * 60_000;

/**
 * Vendors count by days of UTC: shortly before midnight what they refuse "for today" is worth waiting
 * for. In the last hour of a day the app's clock goes on into the next one; ahead, not back, or what
 * it gives out would have ended already for a browser, whose clock stays as it is.
 */
export function awayFromMidnight(app: TestApp): void {
  if (24 * HOUR_MS - Date.now() % (24 * HOUR_MS) < HOUR_MS) app.pass(HOUR_MS);
}
