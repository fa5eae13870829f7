/**
 * The JSX runtime of islands: a third of the size of Preact's own, which also
 * serves the precompiled JSX of the server.
 *
 * @module
 */
import { Fragment, h, type VNode } from "preact";

export { Fragment };

// deno-lint-ignore no-explicit-any
type Any = any;

/** What esbuild compiles an element to. */
export const jsx = (type: Any, props: Any, key?: unknown): VNode<Any> => {
  // The object is made for this call, and `h` copies it.
  props.key = key;
  return h(type, props);
};

/** The same, for an element with several children. */
export { jsx as jsxs };
