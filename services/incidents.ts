/**
 * Incidents open and close by themselves, are told as they go, and are mailed to the
 * operators once when they open and once when they are over.
 *
 * @module
 */
import type { Incident, IncidentEvent, IncidentRow, Severity, Spell } from "../store/incidents.ts";
import type { Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import { type Sign, type SignName, signNamed, SIGNS } from "./health/signs.ts";
import { WORDS } from "./health/words.ts";
import type { IntegrationName } from "./integration/definition.ts";
import type { Jobs } from "./jobs.ts";
import { logInfo } from "./log.ts";
import type { Mailer } from "./mail/mailer.ts";
import { newId, type World } from "./world.ts";

/** The signs that show, each with since when (milliseconds since 1970). */
export type Showing = ReadonlyMap<SignName, number>;

/** An incident is over when its integration has been well for so long: what flaps stays one. */
const WELL_FOR_MS = 5 * 60_000;
/** A notice to an operator is of no use after a day. */
const NOTICE_USEFUL_MS = 24 * 60 * 60_000;
/** What flaps for days keeps its beginning and its newest events. */
const EVENTS = 60;

/** What an incident is about that is no third party's. */
export const HOUSE = "house";

const SEVERITIES: readonly Severity[] = ["notice", "minor", "major"];
const SUBJECTS = [...new Set(SIGNS.map(({ subject }) => subject))];

interface Needs {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly mailer: Mailer;
  readonly config: Config;
  readonly world: World;
}

/** The incidents of this house. */
export type Incidents = ReturnType<typeof createIncidents>;

/** Opens, writes on and closes incidents. */
export function createIncidents({ store, jobs, mailer, config, world }: Needs) {
  /** Adds a letter to each operator, in the same step as what it tells. */
  function tell(operation: Deno.AtomicOperation, incident: Incident, what: string): void {
    if (!mailer.ready) return;
    const name = aboutName(incident.integration);
    for (const address of config.adminEmails) {
      const letter = mailer.letter(address, "incident-notice", {
        integration: name,
        title: incident.title,
        what,
        since: new Date(incident.openedAt).toISOString(),
        statusUrl: `${config.origin}/status`,
        resolved: incident.closedAt !== null,
      }, world.now() + NOTICE_USEFUL_MS);
      jobs.add(operation, "send-mail", letter);
    }
  }

  async function commit(
    operation: Deno.AtomicOperation,
    done: string,
    { id, integration, subject }: Incident,
  ): Promise<void> {
    // Where another instance was quicker, it has written the same.
    if (await store.commit(operation) === null) return;
    logInfo(done, { incident: id, integration, subject });
    jobs.kick();
  }

  async function open(name: IntegrationName, signs: Sign[], showing: Showing): Promise<void> {
    const openedAt = Math.min(...signs.map((sign) => showing.get(sign.name)!));
    const incident: Incident = {
      id: newId(world),
      integration: name,
      subject: signs[0].subject,
      severity: worst(signs),
      title: `${WORDS[name].name} ${signs[0].says}`,
      signs: signs.map((sign) => sign.name),
      shows: worst(signs),
      spells: spells([], worst(signs), openedAt),
      openedAt,
      wellSince: null,
      closedAt: null,
      timeline: signs.map((sign) => ({ at: showing.get(sign.name)!, text: begins(name, sign) }))
        .sort((a, b) => a.at - b.at),
    };
    const operation = store.begin();
    store.incidents.open(operation, incident);
    tell(operation, incident, signs.map((sign) => begins(name, sign)).join(" "));
    await commit(operation, "incident_opened", incident);
  }

  async function writeOn(
    row: IncidentRow,
    name: IntegrationName,
    signs: Sign[],
  ): Promise<void> {
    const { value: incident } = row;
    const now = world.now();
    const before = incident.signs;
    const names: string[] = signs.map((sign) => sign.name);
    const events: IncidentEvent[] = [
      ...before.filter((sign) => !names.includes(sign))
        .map((sign) => ({ at: now, text: `${WORDS[name].name} ${signNamed(sign)?.ends}.` })),
      ...signs.filter((sign) => !before.includes(sign.name))
        .map((sign) => ({ at: now, text: begins(name, sign) })),
    ];
    if (events.length === 0) return;
    const shows = signs.length === 0 ? null : worst(signs);
    const severity = SEVERITIES[
      Math.max(
        SEVERITIES.indexOf(incident.severity),
        shows === null ? 0 : SEVERITIES.indexOf(shows),
      )
    ];
    const next: Incident = {
      ...incident,
      severity,
      // It is named after the worst that was seen of it.
      title: severity === incident.severity
        ? incident.title
        : `${WORDS[name].name} ${signs[0].says}`,
      signs: names,
      shows,
      spells: spells(incident.spells, shows, now),
      wellSince: names.length > 0 ? null : now,
      timeline: kept([...incident.timeline, ...events]),
    };
    const operation = store.begin();
    store.incidents.change(operation, row, next);
    await commit(operation, "incident_changed", next);
  }

  async function close(row: IncidentRow): Promise<void> {
    const { value: incident } = row;
    const closedAt = incident.wellSince!;
    const text = `Over. It lasted ${inWords(closedAt - incident.openedAt)}.`;
    const next: Incident = {
      ...incident,
      closedAt,
      timeline: kept([...incident.timeline, { at: world.now(), text }]),
    };
    const operation = store.begin();
    await store.incidents.close(operation, row, next);
    tell(operation, next, text);
    await commit(operation, "incident_closed", next);
  }

  return {
    /**
     * Takes in what shows of an integration now. Several instances may do so at once.
     *
     * @param showing what shows, of all subjects; empty where all is well
     */
    async takeIn(name: IntegrationName, showing: Showing): Promise<void> {
      const now = world.now();
      const rows = (await store.incidents.current())
        .filter(({ value }) => value.integration === name);
      for (const subject of SUBJECTS) {
        const signs = SIGNS.filter((sign) => sign.subject === subject && showing.has(sign.name));
        const row = rows.find(({ value }) => value.subject === subject);
        if (row === undefined) {
          const due = signs.some((sign) => now - showing.get(sign.name)! >= sign.afterMs);
          if (due) await open(name, signs, showing);
        } else if (signs.length === 0 && isOver(row.value, now)) {
          await close(row);
        } else {
          await writeOn(row, name, signs);
        }
      }
    },

    tell,

    /** Those that last, the newest first. */
    async current(): Promise<Incident[]> {
      const rows = await store.incidents.current();
      return rows.map(({ value }) => value).sort((a, b) => b.openedAt - a.openedAt);
    },

    /** Those that are over and were opened after `from` (milliseconds since 1970), newest first. */
    past: (from: number): Promise<Incident[]> => store.incidents.past(from),
  };
}

const isOver = ({ wellSince }: Incident, now: number) =>
  wellSince !== null && now - wellSince >= WELL_FOR_MS;

/** Whom an incident is about, at the beginning of a sentence. */
export function aboutName(about: string): string {
  return about === HOUSE ? "Attacca" : WORDS[about as IntegrationName].name;
}

function worst(signs: readonly Sign[]): Severity {
  return SEVERITIES.findLast((severity) => signs.some((sign) => sign.severity === severity)) ??
    "notice";
}

function begins(name: IntegrationName, sign: Sign): string {
  const { name: who, standIn } = WORDS[name];
  return `${who} ${sign.says}${sign.standIn ? `, so ${standIn}` : ""}.`;
}

/** The spells of an incident that shows so from `now` on. */
export function spells(
  before: readonly Spell[],
  shows: Severity | null,
  now: number,
): readonly Spell[] {
  const last = before.at(-1);
  const plays = last !== undefined && last.to === null;
  if (plays === (shows === "major")) return before;
  return plays
    ? [...before.slice(0, -1), { from: last.from, to: now }]
    : [...before, { from: now, to: null }].slice(-EVENTS);
}

/** The first few and the newest. */
export function kept(events: readonly IncidentEvent[]): IncidentEvent[] {
  if (events.length <= EVENTS) return [...events];
  return [...events.slice(0, 5), ...events.slice(-(EVENTS - 5))];
}

/** A length of time as people say it. */
export function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return "less than a minute";
  const units = [[1440, "day"], [60, "hour"], [1, "minute"]] as const;
  const [size, unit] = units.find(([size]) => minutes >= size)!;
  const count = Math.round(minutes / size);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
