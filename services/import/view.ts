import type { Import } from "../../store/imports.ts";
import { type ProblemCode, sentenceOf } from "../problem.ts";
import type { Progress } from "../progress.ts";

/** Whoever takes a ZIP in says so three times within it; one that is not heard of any more is dead. */
export const ARRIVAL_LEASE_MS = 60_000;

/** An import as its person sees it. */
export interface ImportView extends Omit<Import, "leftOut" | "code" | "heardAt"> {
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  /** Why it was refused. */
  readonly why: string | null;
}

/** How an import stands: what came of one whose instance died while it arrived is nothing. */
export function standing(row: Import, now: number): Import {
  const { state, at, heardAt = at } = row;
  const isLost = state === "arriving" && now >= heardAt + ARRIVAL_LEASE_MS;
  return isLost ? { ...row, state: "refused", code: "import_broken" } : row;
}

/** Whether somebody is at it, or will be. */
export const isRunning = ({ state }: Pick<Import, "state">): boolean =>
  state === "waiting" || state === "arriving";

/** An import in words. */
export function importView(row: Import, now: number): ImportView {
  const { leftOut, code, heardAt: _, ...rest } = standing(row, now);
  return {
    ...rest,
    leftOut: leftOut.map(({ name, code }) => ({ name, why: sentenceOf(code as ProblemCode) })),
    why: code === undefined ? null : sentenceOf(code as ProblemCode),
  };
}

/** How far it is, for a page that waits for news of it; null: there is none. */
export function importProgress(
  view: Pick<ImportView, "id" | "state" | "scores" | "seen"> | null,
): Progress {
  if (view === null) return { mark: "none", settled: true };
  const { id, state, scores, seen } = view;
  return { mark: `${id} ${state} ${scores} ${seen}`, settled: !isRunning(view) };
}
