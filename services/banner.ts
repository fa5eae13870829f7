/**
 * The line under the header where a stand-in plays that the person would notice.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { SignName } from "./health/signs.ts";
import type { IntegrationName } from "./integration/definition.ts";
import type { Integrations } from "./integrations.ts";
import { createRefreshed } from "./refreshed.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** Who looks at which page. */
interface Reader {
  /** Null where nobody is signed in. */
  readonly userId: string | null;
  readonly path: string;
}

/** What is wrong, at least one sign of each integration named; and the words for it. */
interface Line {
  readonly when: Partial<Record<IntegrationName, SignName>>;
  readonly text: string;
  /** Only where one chooses how to sign in: whoever waits for a mail has chosen. */
  readonly choosing?: true;
}

/** The page with the ways to sign in. */
const CHOICE = "/signin";

/** Sign-in pages, for who is signed out; the first line that fits is shown. */
const SIGN_IN: readonly Line[] = [
  {
    when: { "google-oauth": "failing", resend: "failing" },
    text: "Google and the mail service are not answering. A link that you ask for waits and goes " +
      "out by itself.",
  },
  {
    when: { resend: "failing" },
    text: "Mail is delayed: the mail service is not answering. Links wait and go out by " +
      "themselves.",
  },
  {
    when: { resend: "used_up" },
    text: "The mail service takes no more mail for now, so a link may come late or not at all.",
  },
  {
    when: { resend: "over_budget" },
    text: "No mail is sent for now, so a link may come late or not at all.",
  },
  {
    when: { "google-oauth": "failing" },
    text: "Google is not answering. Sign in by mail; it works as always.",
    choosing: true,
  },
  {
    when: { "google-oauth": "used_up" },
    text: "Google takes no more sign-ins today. Sign in by mail; it works as always.",
    choosing: true,
  },
];

/** Everywhere, for who is signed in and allowed it. */
const READING: readonly Line[] = [
  {
    when: { gemini: "failing" },
    text: "Gemini is not answering. Scores are read here meanwhile.",
  },
  {
    when: { gemini: "used_up" },
    text: "Gemini has no allowance left for now. Scores are read here meanwhile.",
  },
  {
    when: { gemini: "over_budget" },
    text: "Gemini is paused for this month. Scores are read here meanwhile.",
  },
];

/** How old what pages go by may be. */
const FRESH_MS = 3_000;
/** A watch that has not written for so long is not believed any more. */
const STALE_MS = 5 * 60_000;
/** A page waits no longer than this for the row. */
const PATIENCE_MS = 50;

/** Finds the line for a page: one row of the store every few seconds, and this instance's breakers. */
export function createBanner(
  store: Pick<Store, "summary" | "consents">,
  integrations: Integrations,
  world: World,
) {
  const summary = createRefreshed("summary", store.summary.get, FRESH_MS, world);

  /** What shows of an integration: here, or by what the watch saw. */
  function shows(name: IntegrationName, sign: SignName): boolean {
    const integration = integrations[name];
    if (integration === null) return false;
    if (sign === "failing" && integration.breaker() === "open") return true;
    const known = summary.known();
    if (known === null || world.now() - known.at >= STALE_MS) return false;
    // It has answered here since the watch looked.
    if (sign === "failing" && integration.answeredAt() > known.at) return false;
    return known.signs[name]?.[sign] !== undefined;
  }

  const fits = ({ when }: Line) =>
    Object.entries(when).every(([name, sign]) => shows(name as IntegrationName, sign));

  return {
    /** The line for a page, or null. Costs next to nothing where all is well. */
    async line({ userId, path }: Reader): Promise<string | null> {
      const reading = summary.refresh();
      if (reading !== null) await within(PATIENCE_MS, reading);
      if (userId === null) {
        if (!path.startsWith(CHOICE)) return null;
        const line = SIGN_IN.find((line) => (path === CHOICE || !line.choosing) && fits(line));
        return line?.text ?? null;
      }
      const line = READING.find(fits);
      if (line === undefined) return null;
      return await store.consents.has(userId, "ai-reading") ? line.text : null;
    },
  };
}
