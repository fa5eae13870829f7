import { boundedFetch } from "../bounded_fetch.ts";
import type { World } from "../world.ts";
import { type Finding, note, well, wrong } from "./finding.ts";

const ABOUT = "clock";
const PATIENCE_MS = 4_000;
/** Sign-in with Google and stores for files bear minutes; links and limits go by it to the second. */
const BEARABLE_MS = 30_000;

/**
 * Compares this machine's clock with what others say the time is (RFC 9110 section 6.6.1).
 *
 * @param urls public addresses, the first that answers counts
 */
export async function examineClock(urls: readonly string[], world: World): Promise<Finding> {
  for (const url of urls) {
    const theirs = await timeAt(url);
    if (theirs === null) continue;
    const { host } = new URL(url);
    const offMs = Math.abs(world.now() - theirs);
    if (offMs <= BEARABLE_MS) return well(ABOUT, `it agrees with ${host}`);
    const seconds = Math.round(offMs / 1000);
    return wrong(
      ABOUT,
      `it is ${seconds} seconds ${world.now() > theirs ? "ahead of" : "behind"} ${host}`,
      "Let the machine take its time from the network (NTP): sign-in and files depend on it.",
    );
  }
  return note(ABOUT, "nobody could be asked what time it is");
}

async function timeAt(url: string): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await boundedFetch(url, { method: "HEAD", signal, redirect: "manual" }, 0);
    const date = Date.parse(response.headers.get("date") ?? "");
    // It was cut to the second.
    return Number.isNaN(date) ? null : date + 500;
  } catch {
    return null;
  }
}
