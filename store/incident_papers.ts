/**
 * What people write about incidents.
 *
 * `incident_notes/INCIDENT/ID` a note; `incident_reviews/INCIDENT` the review. They run out with
 * their incident.
 *
 * @module
 */

/** What a person wrote while, or after, it happened. */
export interface IncidentNote {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  /** Whether the status page tells it. */
  readonly public: boolean;
}

/** The parts of a review, in their order. */
export const REVIEW_PARTS = ["happened", "noticed", "lasted", "why", "change", "who"] as const;
export type ReviewPart = (typeof REVIEW_PARTS)[number];
export type ReviewTexts = Readonly<Record<ReviewPart, string>>;

/** What was learned of an incident. */
export interface IncidentReview {
  readonly draft: ReviewTexts;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** What the status page tells: what the draft was when it was published; null where it tells nothing. */
  readonly published: ReviewTexts | null;
}

export type IncidentPapers = ReturnType<typeof incidentPapers>;

const noteKey = (incident: string, id: string) => ["incident_notes", incident, id];
const reviewKey = (incident: string) => ["incident_reviews", incident];

/** Rows of what is written. */
export function incidentPapers(kv: Deno.Kv) {
  async function notes(incident: string): Promise<IncidentNote[]> {
    const rows = kv.list<IncidentNote>({ prefix: ["incident_notes", incident] });
    return await Array.fromAsync(rows, ({ value }) => value);
  }

  const review = (incident: string) => kv.get<IncidentReview>(reviewKey(incident));

  return {
    /** The oldest first. */
    notes,

    /** Writes a note in `operation`. */
    putNote(
      operation: Deno.AtomicOperation,
      incident: string,
      note: IncidentNote,
      left: { expireIn?: number },
    ): void {
      operation.set(noteKey(incident, note.id), note, left);
    },

    /** The review with the version it was read at. */
    review,

    /** Writes a review in `operation`, which fails where somebody else did. */
    putReview(
      operation: Deno.AtomicOperation,
      entry: Deno.KvEntryMaybe<IncidentReview>,
      review: IncidentReview,
      left: { expireIn?: number },
    ): void {
      operation.check(entry).set(entry.key, review, left);
    },

    /** All that was written about an incident runs out, in `operation`, after `expireIn` milliseconds. */
    async age(operation: Deno.AtomicOperation, incident: string, expireIn: number): Promise<void> {
      for (const note of await notes(incident)) {
        operation.set(noteKey(incident, note.id), note, { expireIn });
      }
      const { key, value } = await review(incident);
      if (value !== null) operation.set(key, value, { expireIn });
    },
  };
}
