import type { ComponentChildren } from "preact";

/** Props of `<Partial>`. */
export interface PartialProps {
  /** Unique on its page: what an answer brings under this name goes here. */
  name: string;
  /** What new content does to what is there; "replace" unless told otherwise. */
  mode?: "replace" | "prepend" | "append";
  children?: ComponentChildren;
}

/**
 * A part of the page that links and forms under `f-client-nav` change without
 * loading the rest again. It is an island whose content the server renders.
 */
export function Partial({ children }: PartialProps): ComponentChildren {
  return children;
}
