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

/** Begins to collect for a page; `resume` ends it. */
export function begin(snapshot: LiveSnapshot, nonce: string | null, basePath: string): Rendering {
  return current = {
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
}

/** Goes on with the rendering that was going on before, if there was one. */
export function resume(outer: Rendering | null): void {
  current = outer;
}
