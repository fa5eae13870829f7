import type { ErrorPages } from "./error_pages.ts";
import type { MiddlewareFn } from "./handlers.ts";
import type { View } from "./render.ts";
import type { LiveSnapshot } from "./snapshot.ts";

/** A middleware or handler in its place, with the error pages in force there. */
export interface Step {
  // deno-lint-ignore no-explicit-any
  fn: MiddlewareFn<any>;
  /** Nearest first. */
  errors: ErrorPages[];
}

/** What the layer keeps on a context for itself. */
export interface Inner {
  steps: Step[];
  position: number;
  view: View;
  snapshot: LiveSnapshot;
  /** Status that `render` uses unless told another. */
  status: number;
  /** Set by `csp({ useNonce: true })`. */
  nonce: string | null;
}

/** Key of the layer's own part of a context. */
export const INNER: unique symbol = Symbol("fresh");

/** A context's inside before it is known what answers. */
export function innerOf(snapshot: LiveSnapshot): Inner {
  return { steps: [], position: 0, view: NO_VIEW, snapshot, status: 200, nonce: null };
}

const NO_VIEW: View = { app: null, layouts: [] };
