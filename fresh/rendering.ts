import type { HeadItem, OwnHead } from "./head.ts";
import type { FoundIsland } from "./islands.ts";
import type { LiveSnapshot } from "./snapshot.ts";

/** What one rendering collects. Rendering is synchronous: one at a time. */
export interface Rendering {
  snapshot: LiveSnapshot;
  nonce: string | null;
  basePath: string;
  /** Islands met so far; a marker's number is the place here. */
  islands: FoundIsland[];
  /** Whether the vnode being rendered is inside an island: innermost last. */
  inside: boolean[];
  slots: number;
  /** Slots that an island got and did not show, as `<template>`s. */
  templates: string;
  head: HeadItem[];
  /** The page's own `<head>`. */
  own: OwnHead | null;
  /** Whether a `<head>` is being rendered. */
  inHead: boolean;
}

let current: Rendering | null = null;

/** The rendering that is going on, if any. */
export const currentRendering = (): Rendering | null => current;

/**
 * Renders with a fresh collection.
 *
 * @param run gets what the rendering collects
 */
export function collecting(
  snapshot: LiveSnapshot,
  nonce: string | null,
  basePath: string,
  run: (rendering: Rendering) => string,
): string {
  const outer = current;
  current = {
    snapshot,
    nonce,
    basePath,
    islands: [],
    inside: [],
    slots: 0,
    templates: "",
    head: [],
    own: null,
    inHead: false,
  };
  try {
    return run(current);
  } finally {
    current = outer;
  }
}
