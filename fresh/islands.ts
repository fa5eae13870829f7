import { type ComponentChildren, Fragment, h, isValidElement, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Partial } from "./partial.ts";
import { currentRendering, type Rendering } from "./rendering.ts";
import type { Script } from "./snapshot.ts";
import { isSignal, SlotRef, writeProps } from "./wire.ts";

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
  props: Record<string, unknown>;
}

// deno-lint-ignore no-explicit-any
type Any = any;

function template(tpl: string[], exprs: unknown[]): VNode {
  return h(Fragment, { tpl, exprs } as Any);
}

/** Puts an island's vnode between markers, unless it is inside an island. */
export function wrapIsland(vnode: VNode<Any>, island: Island, state: Rendering): void {
  if (state.inside.at(-1) === true) {
    if (vnode.type !== Partial) return;
    throw new Error("Cannot put a <Partial> inside an island: put the island inside the partial");
  }
  vnode.props = { island, type: vnode.type, props: vnode.props };
  (vnode as { type: unknown }).type = IslandShell;
}

interface ShellProps {
  island: Island;
  type: Any;
  props: Record<string, unknown>;
}

interface Slot {
  id: number;
  children: unknown;
  shown: boolean;
}

function IslandShell({ island, type, props }: ShellProps): VNode {
  const state = currentRendering()!;
  const number = state.islands.length;
  const twin = type === Partial &&
    state.islands.some((other) => other.island === island && other.props.name === props.name);
  if (twin) throw new Error(`Cannot put two partials named "${props.name}" on one page`);
  const slots: Slot[] = [];
  const sent: Record<string, unknown> = {};
  const given: Record<string, unknown> = {};
  for (const name in props) {
    const value = props[name];
    if (!holdsJsx(value)) {
      sent[name] = given[name] = value;
      continue;
    }
    const slot = { id: ++state.slots, children: value, shown: false };
    slots.push(slot);
    sent[name] = new SlotRef(slot.id);
    given[name] = h(SlotShell, { slot });
  }
  state.islands.push({ island, props: sent });
  // Those inside a slot are made live by the island around them.
  const mark = (state.inside.length > 0 ? "j:" : "i:") + number;
  state.inside.push(true);
  const vnode = h(type === Partial ? Fragment : type, given);
  return template(
    [`<!--${mark}-->`, "", `<!--/${mark}-->`],
    [vnode, h(Leave, { slots, vnode })],
  );
}

function holdsJsx(value: unknown): boolean {
  // The signals library makes every signal a valid child: it is still a value.
  if (typeof value !== "object" || value === null || isSignal(value)) {
    return false;
  }
  return Array.isArray(value) ? value.some(holdsJsx) : isValidElement(value);
}

/** JSX that the server hands to an island: a piece of page inside it. */
function SlotShell({ slot }: { slot: Slot }): VNode {
  slot.shown = true;
  currentRendering()!.inside.push(false);
  return template(
    [`<!--s:${slot.id}-->`, "", `<!--/s:${slot.id}-->`],
    [slot.children, h(Leave, { slots: [], vnode: null })],
  );
}

/** Runs when what it closes is rendered; keeps slots that were not shown. */
function Leave({ slots, vnode }: { slots: Slot[]; vnode: VNode | null }, context: unknown): null {
  const state = currentRendering()!;
  // Its parent, by its shipped name: effects of signals would keep the page until the large
  // collection of garbage, and small ones would copy it each time.
  // deno-lint-ignore no-explicit-any
  if (vnode !== null) (vnode as any).__ = null;
  state.inside.pop();
  for (const slot of slots) {
    if (slot.shown) continue;
    const html = renderToString(
      h(Fragment, null, slot.children as ComponentChildren),
      context as Any,
    );
    state.templates += `<template id="s:${slot.id}">${html}</template>`;
  }
  return null;
}

/** HTML for the end of the head and of the body. */
export interface PageScripts {
  head: string;
  body: string;
}

/**
 * The script, data and preloads of a page's islands; nothing without one.
 *
 * @throws SerializeError when a prop cannot be sent
 */
export function finish(state: Rendering): PageScripts {
  if (state.islands.length === 0) return { head: "", body: "" };
  const { basePath } = state;
  const { client } = state.snapshot;
  const { data, signals, rich } = writeProps(state.islands);
  // The scripts to import; the data names them by their place here.
  const scripts: Script[] = [];
  const placeOf = (script: Script) => {
    const place = scripts.findIndex(({ url }) => url === script.url);
    return place < 0 ? scripts.push(script) - 1 : place;
  };
  const islands = state.islands.map(({ island }, n) => [
    placeOf(island),
    island.exportName,
    ...(data.props?.[n] ?? []),
  ]);
  const s = signals ? placeOf(client.signals) : undefined;
  const x = state.slots > 0 ? placeOf(client.slots) : undefined;
  const fills = rich ? [placeOf(client.rich)] : [s, x].filter((place) => place !== undefined);
  const payload = {
    i: islands,
    g: data.signals,
    r: data.rich,
    s,
    x,
    f: fills,
    m: scripts.map(({ url }) => basePath + url),
  };
  const nonce = state.nonce === null ? ">" : ` nonce="${state.nonce}">`;
  // "<" would let "</script>" or "<!--" in a prop end or open a script.
  const json = JSON.stringify(payload).replaceAll("<", "\\u003c");
  return {
    head: preloads(scripts, state).replaceAll(">", nonce),
    body: state.templates +
      `<script type="application/json" id="__FRSH_STATE">${json}</script>` +
      `<script type="module" src="${basePath + client.boot.url}"${nonce}</script>`,
  };
}

/** What has the browser fetch scripts, and those that they import, at once. */
function preloads(scripts: Script[], { snapshot, basePath }: Rendering): string {
  const key = scripts.map(({ url }) => url).join(" ");
  const known = snapshot.preloads.get(key);
  if (known !== undefined) return known;
  const urls = new Set(
    [snapshot.client.boot, ...scripts].flatMap(({ url, imports }) => [url, ...imports]),
  );
  const links = [...urls].map((url) => `<link rel="modulepreload" href="${basePath + url}">`);
  snapshot.preloads.set(key, links.join(""));
  return links.join("");
}
