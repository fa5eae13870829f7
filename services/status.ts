/**
 * What the status page shows: how each integration is, its last ninety days, and what happened.
 *
 * @module
 */
import type { IncidentNote, ReviewTexts } from "../store/incident_papers.ts";
import type { Incident } from "../store/incidents.ts";
import type { Store } from "../store/store.ts";
import type { VendorStatus } from "../store/vendor_status.ts";
import type { createHealth, IntegrationHealth } from "./health.ts";
import type { SignName } from "./health/signs.ts";
import { WORDS } from "./health/words.ts";
import type { Incidents } from "./incidents.ts";
import { type IntegrationName, INTEGRATIONS } from "./integration/definition.ts";
import { spanStart } from "./integration/meters.ts";
import { type Day, readDays } from "./status/days.ts";
import type { createVendorStatus } from "./vendor_status.ts";
import { createRefreshed } from "./refreshed.ts";
import type { World } from "./world.ts";

export type { Day };

/** `well`; `uneven`: it works, but not as it should; `standIn`: its stand-in plays; `off`: it is not used here. */
export type State = "well" | "uneven" | "standIn" | "off";

/** One integration on the page. */
export interface IntegrationStatus {
  readonly name: IntegrationName;
  readonly title: string;
  readonly does: string;
  readonly state: State;
  /** A sentence. */
  readonly words: string;
  /** The oldest first, today last. */
  readonly days: readonly Day[];
  readonly vendor: VendorStatus | null;
}

/** An incident as everybody is told of it. */
export interface ToldIncident extends Incident {
  /** What people wrote of it and made public. */
  readonly notes: readonly IncidentNote[];
  readonly review: ReviewTexts | null;
}

/** The page. */
interface StatusPage {
  readonly now: number;
  /** A sentence on all of it. */
  readonly overall: string;
  readonly well: boolean;
  readonly integrations: readonly IntegrationStatus[];
  readonly current: readonly ToldIncident[];
  readonly past: readonly ToldIncident[];
}

interface Needs {
  readonly store: Store;
  readonly health: ReturnType<typeof createHealth>;
  readonly incidents: Incidents;
  readonly vendorStatus: ReturnType<typeof createVendorStatus>;
  readonly world: World;
}

const DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;
/** Ninety days are a few thousand counters: read for many visitors at once. */
const FRESH_MS = 5_000;

/** Nothing is missing where there is none of these. */
const SILENT_WHERE_UNSET: readonly IntegrationName[] = ["storage"];

/** Makes the status page. */
export function createStatus({ store, health, incidents, vendorStatus, world }: Needs) {
  async function tell(all: readonly Incident[]): Promise<ToldIncident[]> {
    return await Promise.all(
      all.filter(({ hidden }) => !hidden).map(async (incident) => {
        if (!incident.papers) return { ...incident, notes: [], review: null };
        const [notes, review] = await Promise.all([
          store.incidentPapers.notes(incident.id),
          store.incidentPapers.review(incident.id),
        ]);
        return {
          ...incident,
          notes: notes.filter((note) => note.public),
          review: review.value?.published ?? null,
        };
      }),
    );
  }

  async function make(): Promise<StatusPage> {
    const now = world.now();
    const from = spanStart("day", now) - (DAYS - 1) * DAY_MS;
    const [report, current, past] = await Promise.all([
      health.report(),
      incidents.current().then(tell),
      incidents.past(from).then(tell),
    ]);
    const shown = INTEGRATIONS.filter((name) =>
      !SILENT_WHERE_UNSET.includes(name) || report.checks[name].use !== "unset"
    );
    const found = await Promise.all(shown.map(async (name): Promise<IntegrationStatus> => {
      const check = report.checks[name];
      const mine = [...current, ...past].filter((one) => one.integration === name);
      const { title, does } = WORDS[name];
      return {
        name,
        title,
        does,
        state: stateOf(check),
        words: sentence(check.output),
        days: await readDays(store, name, from, now, mine),
        vendor: check.use === "unset" ? null : await vendorStatus.of(name),
      };
    }));
    const silent = INTEGRATIONS.some((name) => report.checks[name].status === "fail");
    const trouble = current.some(({ byHand, severity }) => byHand && severity !== "notice");
    return {
      now,
      overall: silent
        ? "Nobody can be reached by mail: that is not set up here."
        : overall(found, trouble),
      well: !silent && !trouble && found.every(({ state }) => state === "well" || state === "off"),
      integrations: found,
      current,
      past,
    };
  }

  const pages = createRefreshed("status", make, FRESH_MS, world);

  return {
    /** The page as it stands, at most a few seconds old; older where it cannot be read anew. */
    async page(): Promise<StatusPage> {
      await pages.refresh();
      const page = pages.known();
      if (page === null) throw new Error("Cannot show the status: it was never read");
      return page;
    },
  };
}

/** Which signs people notice, and how. */
const STATES: Partial<Record<SignName, State>> = {
  failing: "standIn",
  used_up: "standIn",
  over_budget: "standIn",
  errors: "uneven",
  slow: "uneven",
  retired: "uneven",
};

function stateOf({ use, signs = [] }: IntegrationHealth): State {
  if (use === "unset") return "off";
  if (use === "off") return "standIn";
  const states = signs.map((sign) => STATES[sign]);
  return states.find((state) => state === "standIn") ?? states.find(Boolean) ?? "well";
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** A sentence on all of them, the worst first. */
function overall(found: readonly IntegrationStatus[], trouble: boolean): string {
  const titles = (wanted: State) =>
    found.filter(({ state }) => state === wanted).map(({ title }) => title);
  const away = titles("standIn");
  if (away.length > 0) {
    return `Attacca plays on. ${listed(away)} ${
      away.length === 1 ? "is on its stand-in" : "are on their stand-ins"
    }.`;
  }
  const uneven = titles("uneven");
  if (uneven.length === 0) {
    return trouble ? "Something is not as it should be." : "Everything works.";
  }
  return `Attacca works. ${listed(uneven)} ${
    uneven.length === 1 ? "does" : "do"
  } less well than usual.`;
}

function listed(titles: readonly string[]): string {
  const [first, ...rest] = titles;
  const names = [first, ...rest.map((title) => title.charAt(0).toLowerCase() + title.slice(1))];
  const last = names.pop()!;
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}
