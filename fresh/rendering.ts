import type { HeadItem } from "./head.ts";
import type { FoundIsland, Slot } from "./islands.ts";
import type { LiveSnapshot } from "./snapshot.ts";

/** What one rendering collects. Rendering is synchronous: one at a time. */
export interface Rendering {
  snapshot: LiveSnapshot;
  nonce: string | null;
  basePath: string;
  /** Islands met so far; a marker's number is the place here. */
  islands: FoundIsland[];
  /** JSX that islands were given. */
  slots: Slot[];
  /** What `<Head>` components hold. */
  head: HeadItem[];
  /** What the page's own `<head>` holds. */
  own: HeadItem | null;
  /** Whether something for the head is being rendered. */
  inHead: boolean;
}

let current: Rendering | null = null;

/** The rendering that is going on, if any. */
export const currentRendering = (): Rendering | null => current;

/** Collects while something renders; what was going on before goes on afterwards. */
export function collect<T>(rendering: Rendering, render: () => T): T {
  const outer = current;
  current = rendering;
  try {
    return render();
  } finally {
    current = outer;
  }
}
