import type { Export } from "../../store/exports.ts";
import type { Progress } from "../progress.ts";

/** What there is to say of a person's export. */
export interface ExportView {
  readonly scores: number;
  /** About how large it is going to be. */
  readonly bytes: number;
  /** Whether it goes out while the person waits. */
  readonly atOnce: boolean;
  /** Whether a mail can tell when it is ready. */
  readonly mails: boolean;
  /** The copy that was asked for: made, or being made; null: none. */
  readonly copy: (Export & { readonly expiresAt: number | null }) | null;
}

/** How a copy stands, for a page that waits for news of it; null: there is none. */
export function exportProgress(copy: Export | null): Progress {
  if (copy === null) return { mark: "none", settled: true };
  const { id, ready, failed = false, waitsSince = 0, written = 0 } = copy;
  return {
    mark: `${id} ${ready?.at ?? 0} ${failed} ${waitsSince} ${written}`,
    settled: ready !== null || failed,
  };
}

/** What the file is called. @param at when it was made (milliseconds since 1970) */
export const exportName = (at: number): string =>
  `Attacca ${new Date(at).toISOString().slice(0, 10)}.zip`;
