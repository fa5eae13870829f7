/**
 * Incidents at the operators' desk: opened and closed by hand, with notes and a review, of which
 * the status page tells what was made public and nothing else.
 *
 * @module
 */
import {
  type IncidentNote,
  type IncidentReview,
  REVIEW_PARTS,
  type ReviewTexts,
} from "../../store/incident_papers.ts";
import { type Incident, type IncidentRow, left, type Severity } from "../../store/incidents.ts";
import type { Store } from "../../store/store.ts";
import type { SignedIn } from "../identity/session.ts";
import { HOUSE, type Incidents, inWords, kept, spells } from "../incidents.ts";
import type { IntegrationName } from "../integration/definition.ts";
import type { Jobs } from "../jobs.ts";
import type { Doing, Operators } from "../operators.ts";
import { limits, Problem } from "../problem.ts";
import { isId, newId, type World } from "../world.ts";
import { checkPublic } from "./address_inside.ts";

/** An incident with all that was written about it. */
export interface IncidentView {
  readonly incident: Incident;
  readonly notes: readonly IncidentNote[];
  readonly review: IncidentReview | null;
}

/** What an operator opens. */
export interface Opening {
  readonly title: string;
  readonly about: IntegrationName | typeof HOUSE;
  readonly severity: Severity;
  /** Whether the status page tells it. */
  readonly shown: boolean;
  /** An address in it is meant. */
  readonly sure: boolean;
}

interface Needs {
  readonly store: Store;
  readonly incidents: Pick<Incidents, "tell">;
  readonly operators: Pick<Operators, "note">;
  readonly jobs: Pick<Jobs, "kick">;
  readonly world: World;
}

/** A review as it was typed. */
export interface TypedReview {
  readonly texts: ReviewTexts;
  /** When what was seen had been saved, 0 for nothing; null where nobody says, and it is written in any case. */
  readonly seen: number | null;
  /** An address in it is meant. */
  readonly sure: boolean;
}

/** What a change comes to: the incident as it is then, and how that is told. */
type Change = (
  operation: Deno.AtomicOperation,
  row: IncidentRow,
) => Promise<{ readonly next?: Incident; readonly doing: Pick<Doing, "what" | "more"> }>;

/** The desk. */
export function createIncidentDesk(needs: Needs) {
  const { store, incidents, operators, jobs, world } = needs;
  const { incidentPapers: papers } = store;

  /** @throws {Problem} `incident_unknown` */
  async function find(id: string): Promise<IncidentRow> {
    const row = isId(id) ? await store.incidents.find(id) : null;
    if (row === null) throw new Problem("incident_unknown");
    return row;
  }

  /**
   * @param how gives null where there is nothing to do
   * @throws {Problem} `signed_out`, and what `how` throws
   */
  async function commit(
    by: SignedIn,
    how: (operation: Deno.AtomicOperation) => Promise<Doing | null>,
  ): Promise<void> {
    while (true) {
      const operation = store.begin();
      const doing = await how(operation);
      if (doing === null) return;
      await operators.note(operation, by, doing);
      if (await store.commit(operation)) return jobs.kick();
    }
  }

  /** Changes an incident, or what is written about it, in one step with its deed. */
  async function change(by: SignedIn, id: string, how: Change): Promise<void> {
    await commit(by, async (operation) => {
      const row = await find(id);
      const { next = row.value, doing } = await how(operation, row);
      if (next.closedAt === row.value.closedAt) {
        store.incidents.write(operation, row, next, world.now());
      }
      return { to: id, ...doing };
    });
  }

  const putReview = (
    by: SignedIn,
    id: string,
    what: string,
    how: (before: IncidentReview | null, incident: Incident) => IncidentReview,
  ) =>
    change(by, id, async (operation, { value: incident }) => {
      const entry = await papers.review(id);
      const review = how(entry.value, incident);
      papers.putReview(operation, entry, review, left(incident, world.now()));
      const next = review.published === null ? incident : { ...incident, papers: true as const };
      return { next, doing: { what } };
    });

  return {
    /** @throws {Problem} `incident_unknown` */
    async look(id: string): Promise<IncidentView> {
      const { value: incident } = await find(id);
      const [notes, review] = [await papers.notes(id), (await papers.review(id)).value];
      return { incident, notes, review };
    },

    /**
     * Opens one; the operators are told by mail. The same line about the same is one incident, as
     * long as it lasts, however often it is sent.
     *
     * @returns its id
     * @throws {Problem} `incident_title`, `address_inside`, `signed_out`
     */
    async open(by: SignedIn, { title, about, severity, shown, sure }: Opening): Promise<string> {
      const line = title.replace(/\s+/g, " ").trim();
      if (line === "" || line.length > limits.incidentTitleCharacters) {
        throw new Problem("incident_title");
      }
      if (shown) checkPublic([line], sure);
      const [id, openedAt] = [newId(world), world.now()];
      const incident: Incident = {
        id,
        integration: about,
        subject: `hand-${line.toLowerCase()}`,
        severity,
        title: line,
        signs: [],
        shows: severity,
        spells: spells([], severity, openedAt),
        openedAt,
        wellSince: null,
        closedAt: null,
        timeline: [{ at: openedAt, text: "It was opened by a person." }],
        byHand: true,
        hidden: !shown,
      };
      let opened = id;
      await commit(by, async (operation) => {
        const { subject } = incident;
        const there = (await store.incidents.current())
          .find(({ value }) => value.integration === about && value.subject === subject);
        if (there !== undefined) {
          opened = there.value.id;
          return null;
        }
        store.incidents.open(operation, incident);
        incidents.tell(operation, incident, "It was opened by a person.");
        return { what: "incident-opened", to: id };
      });
      return opened;
    },

    /** Closes one that was opened by hand. @throws {Problem} `incident_unknown`, `incident_by_itself`, `incident_over`, `signed_out` */
    async close(by: SignedIn, id: string): Promise<void> {
      await change(by, id, async (operation, row) => {
        const { value: incident } = row;
        if (!incident.byHand) throw new Problem("incident_by_itself");
        if (incident.closedAt !== null) throw new Problem("incident_over");
        const closedAt = world.now();
        const text = `Over. It lasted ${inWords(closedAt - incident.openedAt)}.`;
        const next: Incident = {
          ...incident,
          shows: null,
          spells: spells(incident.spells, null, closedAt),
          wellSince: closedAt,
          closedAt,
          timeline: kept([...incident.timeline, { at: closedAt, text }]),
        };
        await store.incidents.close(operation, row, next);
        incidents.tell(operation, next, text);
        return { next, doing: { what: "incident-closed" } };
      });
    },

    /** Tells it on the status page, or does not. @throws {Problem} `incident_unknown`, `address_inside`, `signed_out` */
    async show(by: SignedIn, id: string, shown: boolean, sure: boolean): Promise<void> {
      await change(by, id, (_, { value: incident }) => {
        if (shown) checkPublic([incident.title], sure);
        const what = shown ? "incident-shown" : "incident-hidden";
        return Promise.resolve({ next: { ...incident, hidden: !shown }, doing: { what } });
      });
    },

    /** Adds a note. @throws {Problem} `note_missing`, `note_too_long`, `notes_too_many`, `address_inside`, `incident_unknown`, `signed_out` */
    async addNote(
      by: SignedIn,
      id: string,
      typed: { readonly text: string; readonly public: boolean; readonly sure: boolean },
    ): Promise<void> {
      const text = typed.text.replaceAll("\r\n", "\n").trim();
      if (text === "") throw new Problem("note_missing");
      if (text.length > limits.noteCharacters) throw new Problem("note_too_long");
      if (typed.public) checkPublic([text], typed.sure);
      await change(by, id, async (operation, { value: incident }) => {
        const before = await papers.notes(id);
        if (before.length >= limits.incidentNotes) throw new Problem("notes_too_many");
        const now = world.now();
        const note: IncidentNote = { id: newId(world), at: now, text, public: typed.public };
        papers.putNote(operation, id, note, left(incident, now));
        return told(incident, note.public, "note-added");
      });
    },

    /** Makes a note public, or internal again. @throws {Problem} `incident_unknown`, `address_inside`, `signed_out` */
    async publishNote(
      by: SignedIn,
      id: string,
      noteId: string,
      isPublic: boolean,
      sure: boolean,
    ): Promise<void> {
      await change(by, id, async (operation, { value: incident }) => {
        const note = (await papers.notes(id)).find((one) => one.id === noteId);
        if (note === undefined) throw new Problem("incident_unknown");
        if (isPublic) checkPublic([note.text], sure);
        papers.putNote(
          operation,
          id,
          { ...note, public: isPublic },
          left(incident, world.now()),
        );
        return told(incident, isPublic, isPublic ? "note-published" : "note-taken-back");
      });
    },

    /** Saves the review as a draft; what is published stays as it is. @throws {Problem} `review_too_long`, `review_changed`, `incident_unknown`, `signed_out` */
    async saveReview(by: SignedIn, id: string, typed: TypedReview): Promise<void> {
      const draft = texts(typed.texts);
      await putReview(by, id, "review-saved", (before) => {
        checkSeen(typed, before);
        return { draft, savedAt: world.now(), published: before?.published ?? null };
      });
    },

    /** Saves it, and publishes it. @throws {Problem} `review_empty`, `review_too_long`, `review_early`, `review_changed`, `address_inside`, `incident_unknown`, `signed_out` */
    async publishReview(by: SignedIn, id: string, typed: TypedReview): Promise<void> {
      const draft = texts(typed.texts);
      const all = Object.values(draft);
      if (all.every((text) => text === "")) throw new Problem("review_empty");
      checkPublic(all, typed.sure);
      await putReview(by, id, "review-published", (before, incident) => {
        if (incident.closedAt === null) throw new Problem("review_early");
        checkSeen(typed, before);
        return { draft, savedAt: world.now(), published: draft };
      });
    },

    /** Takes it back from the status page; the draft stays. @throws {Problem} `incident_unknown`, `review_empty`, `signed_out` */
    async takeBackReview(by: SignedIn, id: string): Promise<void> {
      await putReview(by, id, "review-taken-back", (before) => {
        if (before === null) throw new Problem("review_empty");
        return { ...before, published: null };
      });
    },
  };
}

function told(incident: Incident, isPublic: boolean, what: string) {
  const next = isPublic ? { ...incident, papers: true as const } : incident;
  return { next, doing: { what } };
}

/** Of two who write at once, the second one learns of the first. @throws {Problem} `review_changed` */
function checkSeen({ seen }: TypedReview, before: IncidentReview | null): void {
  if (seen !== null && seen !== (before?.savedAt ?? 0)) throw new Problem("review_changed");
}

/** @throws {Problem} `review_too_long` */
function texts(typed: ReviewTexts): ReviewTexts {
  const parts = REVIEW_PARTS.map((part) => {
    const text = typed[part].replaceAll("\r\n", "\n").trim();
    if (text.length > limits.noteCharacters) throw new Problem("review_too_long");
    return [part, text] as const;
  });
  return Object.fromEntries(parts) as ReviewTexts;
}
