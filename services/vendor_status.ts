/**
 * What the vendors say in public of how they are, read now and then, and shown beside our own
 * view; nothing here goes by it. It is no integration (docs/decisions/011-vendor-status.md).
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { VendorStatus, VendorWord } from "../store/vendor_status.ts";
import type { Config } from "./config.ts";
import type { IntegrationName } from "./integration/definition.ts";
import { smallFetch, type SmallText } from "./small_fetch.ts";
import { parseBeginning, readGoogleCloud } from "./vendor_status/google_cloud.ts";
import { readStatuspage } from "./vendor_status/statuspage.ts";
import type { World } from "./world.ts";

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 4_000;
const EVERY_MS = 5 * 60_000;
/** A page that could not be read so often in a row is asked more rarely. */
const TIRED_AFTER = 5;
const TIRED_EVERY_MS = 30 * 60_000;

interface Source {
  readonly page: keyof Config["statusPages"];
  readonly read: (answer: SmallText) => VendorWord | null;
}

const google = (products: RegExp): Source => ({
  page: "google",
  read: ({ text, cut }) => readGoogleCloud(cut ? parseBeginning(text) : JSON.parse(text), products),
});

/** Where each vendor says how it is, and which part of it concerns us; a store for files may be anybody's. */
const SOURCES: Readonly<Partial<Record<IntegrationName, Source>>> = {
  "google-oauth": google(/^(Google )?(Cloud )?Identity|sign-?in|OAuth/i),
  resend: {
    page: "resend",
    read: ({ text, cut }) => cut ? null : readStatuspage("Resend", JSON.parse(text)),
  },
  gemini: google(/Gemini|Vertex|Generative Language|AI Studio/i),
};

/** The vendors' own words. @param names the integrations that are set up: nobody else is asked */
export function createVendorStatus(
  store: Store,
  pages: Config["statusPages"],
  names: readonly IntegrationName[],
  world: World,
  timeoutMs: number = TIMEOUT_MS,
) {
  async function ask(url: string, told: readonly IntegrationName[]): Promise<void> {
    const answer = await smallFetch(url, { maxBytes: MAX_BYTES, timeoutMs });
    const now = world.now();
    for (const name of told) {
      const word = answer && understood(SOURCES[name]!, answer);
      const before = await store.vendorStatus.get(name);
      await store.vendorStatus.put(
        name,
        word ? { word, readAt: now, failures: 0, triedAt: now } : {
          word: before?.word ?? null,
          readAt: before?.readAt ?? null,
          failures: (before?.failures ?? 0) + 1,
          triedAt: now,
        },
      );
    }
  }

  return {
    /** Asks each page that it is time to ask, once for all that it tells of. Never throws for a page's sake. */
    async poll(): Promise<void> {
      const due = new Map<string, IntegrationName[]>();
      for (const name of names) {
        const before = await store.vendorStatus.get(name);
        if (before !== null && world.now() - before.triedAt < pause(before)) continue;
        const source = SOURCES[name];
        if (source === undefined) continue;
        const url = pages[source.page];
        due.set(url, [...due.get(url) ?? [], name]);
      }
      await Promise.all(Array.from(due, ([url, told]) => ask(url, told)));
    },

    /** What the vendor of an integration said last; null where it was never asked. */
    of: (name: IntegrationName): Promise<VendorStatus | null> => store.vendorStatus.get(name),
  };
}

/** A little less than the time, or every other round of a minute's timer would come too early. */
function pause({ failures }: VendorStatus): number {
  return (failures >= TIRED_AFTER ? TIRED_EVERY_MS : EVERY_MS) - 10_000;
}

function understood(source: Source, answer: SmallText): VendorWord | null {
  try {
    return source.read(answer);
  } catch {
    return null; // Not even JSON.
  }
}
