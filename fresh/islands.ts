import { type ComponentChildren, Fragment, h, isValidElement, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { Partial } from "./partial.ts";
import { currentRendering, type Rendering } from "./rendering.ts";
import type { LiveSnapshot, Script } from "./snapshot.ts";
import { isSignal, type Place, writeProps } from "./wire.ts";

/** An island component as the build knows it. */
export interface Island extends Script {
  /** Name for messages: the file's, and the export's if not the default. */
  name: string;
  /** Name of the export. */
  exportName: string;
}

/** An island on a page. */
export interface FoundIsland {
  island: Island;
  /** Its props but for JSX. */
  props: Record<string, unknown>;
  vnode: VNode<Any>;
}

/** JSX that the server hands to an island: a piece of page inside it. */
export interface Slot {
  /** The prop that it is. */
  place: Place;
  children: ComponentChildren;
  context: unknown;
  /** Whether the island has put it somewhere. */
  shown: boolean;
}

// deno-lint-ignore no-explicit-any
type Any = any;

/** Marks what is an island of some snapshot: most components are none, which is soon seen. */
export const ISLAND: unique symbol = Symbol("island");

/** Puts the vnode of an island between markers, unless it is inside an island. */
export function wrapIsland(vnode: VNode<Any>, known: LiveSnapshot["islands"]): void {
  // One that is kept has been wrapped where it stood before.
  if (vnode.type === IslandShell as Any) ({ type: vnode.type, props: vnode.props } = vnode.props);
  const { type, props } = vnode;
  const island = known.get(type);
  if (island === undefined) return;
  // By its shipped name: the vnode that this one is in.
  let around: Any = vnode;
  do around = around.__; while (around && around.type !== IslandShell && around.type !== SlotShell);
  if (around?.type === IslandShell) {
    if (type as Any !== Partial) return;
    throw new Error("Cannot put a <Partial> inside an island: put the island inside the partial");
  }
  // Those inside a slot are made live by the island around them.
  vnode.props = { island, type, props, kind: around ? "j:" : "i:" };
  vnode.type = IslandShell as Any;
}

interface ShellProps {
  island: Island;
  type: Any;
  props: Record<string, unknown>;
  kind: string;
}

function IslandShell({ island, type, props, kind }: ShellProps, context: unknown): VNode {
  const { islands, slots } = currentRendering()!;
  const twin = type === Partial &&
    islands.some((other) => other.island === island && other.props.name === props.name);
  if (twin) throw new Error(`Cannot put two partials named "${props.name}" on one page`);
  const sent: Record<string, unknown> = {};
  const given = { ...props };
  for (const name in props) {
    if (holdsJsx(props[name])) {
      const children = props[name] as ComponentChildren;
      const id = slots.push({ place: [islands.length, name], children, context, shown: false });
      given[name] = h(SlotShell, { id });
    } else sent[name] = props[name];
  }
  const vnode = h(type === Partial ? Fragment : type, given);
  const mark = kind + (islands.push({ island, props: sent, vnode }) - 1);
  return jsxTemplate([`<!--${mark}-->`, `<!--/${mark}-->`], vnode);
}

IslandShell[ISLAND] = true;

function holdsJsx(value: unknown): boolean {
  // The signals library makes every signal a valid child: it is still a value.
  if (typeof value !== "object" || value === null || isSignal(value)) return false;
  return Array.isArray(value) ? value.some(holdsJsx) : isValidElement(value);
}

function SlotShell({ id }: { id: number }): VNode {
  const slot = currentRendering()!.slots[id - 1];
  slot.shown = true;
  return jsxTemplate([`<!--s:${id}-->`, `<!--/s:${id}-->`], slot.children);
}

/**
 * The script, data and preloads of a page's islands; nothing without one.
 *
 * @returns HTML for the end of the head and of the body
 * @throws SerializeError when a prop cannot be sent
 */
export function finish(state: Rendering): { head: string; body: string } {
  const { islands, slots, snapshot, basePath, nonce } = state;
  if (islands.length === 0) return { head: "", body: "" };
  let body = "";
  for (const [n, { shown, children, context }] of slots.entries()) {
    if (shown) continue;
    // The island may show it yet. What islands there are in it, and slots, come to these lists.
    const html = renderToString(h(Fragment, null, children), context as Any);
    body += `<template id="s:${n + 1}">${html}</template>`;
  }
  const { client } = snapshot;
  const { props, signals, rich, reactive } = writeProps(islands);
  // The scripts to import, those of islands first; the data names them by their place here.
  const scripts: Script[] = [];
  const placeOf = (script: Script) => {
    const place = scripts.findIndex(({ url }) => url === script.url);
    return place < 0 ? scripts.push(script) - 1 : place;
  };
  const i = islands.map(({ island }, n) => [placeOf(island), island.exportName, props?.[n]]);
  const f = scripts.length;
  if (reactive) placeOf(client.signals);
  if (rich) placeOf(client.rich);
  if (slots.length > 0) placeOf(client.slots);
  const m = scripts.map(({ url }) => basePath + url);
  const x = slots.length > 0 ? slots.map(({ place }) => place) : undefined;
  // "<" would let "</script>" or "<!--" in a prop end or open a script.
  const json = JSON.stringify({ i, g: signals, r: rich, x, f, m }).replaceAll("<", "\\u003c");
  // Effects of signals would keep the page until the large collection of garbage, and small ones
  // would copy it each time: their way to it, by its shipped name, ends here.
  for (const { vnode } of islands) (vnode as Any).__ = null;
  const end = nonce === null ? ">" : ` nonce="${nonce}">`;
  return {
    head: preloads(scripts, snapshot, basePath).replaceAll(">", end),
    body: body + `<script type="application/json" id="__FRSH_STATE">${json}</script>` +
      `<script type="module" src="${basePath + client.boot.url}"${end}</script>`,
  };
}

/** What has the browser fetch scripts, and those that they import, at once. */
function preloads(scripts: Script[], snapshot: LiveSnapshot, basePath: string): string {
  const key = scripts.map(({ url }) => url).join(" ");
  const known = snapshot.preloads.get(key);
  if (known !== undefined) return known;
  const all = [snapshot.client.boot, ...scripts].flatMap(({ url, imports }) => [url, ...imports]);
  const links = [...new Set(all)]
    .map((url) => `<link rel="modulepreload" href="${basePath + url}">`).join("");
  snapshot.preloads.set(key, links);
  return links;
}
