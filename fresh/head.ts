import {
  type ComponentChildren,
  Fragment,
  h,
  isValidElement,
  toChildArray,
  type VNode,
} from "preact";
import { jsx } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { finish } from "./islands.ts";
import { currentRendering, type Rendering } from "./rendering.ts";

/** Children for the `<head>`, with the Preact context they were given in. */
export interface HeadItem {
  children: ComponentChildren;
  context: unknown;
}

/** The page's own `<head>`, without what `<Head>` components add. */
export interface OwnHead {
  props: AnyProps;
  context: unknown;
}

// deno-lint-ignore no-explicit-any
type AnyProps = any;

/** Has a `<head>` keep what it holds, for `<Head>` components that come later. */
export function noteHead(vnode: VNode<AnyProps>, state: Rendering): void {
  state.inHead = true;
  const { props } = vnode;
  vnode.props = { ...props, children: [props.children, jsx(HeadEnd, { props })] };
}

function HeadEnd({ props }: AnyProps, context: unknown): null {
  const state = currentRendering()!;
  state.inHead = false;
  state.own = { props, context };
  return null;
}

function renderHead(state: Rendering, vnode: ComponentChildren, context: unknown): string {
  state.inHead = true;
  const html = renderToString(vnode as VNode, context as AnyProps);
  state.inHead = false;
  return html;
}

/** Takes what a `<Head>` holds, wherever on the page it stands. */
export function ServerHead(
  { children }: { children?: ComponentChildren },
  context?: unknown,
): ComponentChildren {
  const state = currentRendering();
  if (state === null || state.inHead) return children;
  state.head.push({ children, context });
  return null;
}

/**
 * Adds to a page what was known only at its end: what `<Head>` components hold,
 * and its scripts. A page with neither stays as it is.
 */
export function complete(html: string, state: Rendering): string {
  const { own, head } = state;
  const { head: links, body: scripts } = finish(state);
  if (links === "" && head.length === 0) return html;
  const end = scripts === "" ? -1 : html.lastIndexOf("</body>");
  const last = end < 0 ? html.length : end;
  const tail = scripts + html.slice(last);
  if (own === null) {
    // Below the doctype when the page has no head of its own.
    const made = `<head>${merge(state, head)}${links}${END}`;
    return DOCTYPE + made + html.slice(DOCTYPE.length, last) + tail;
  }
  const mark = endOfHead(html, state, own);
  let begin = html.slice(0, mark);
  if (head.length > 0) {
    const { props: { children, ...attributes }, context } = own;
    const tag = renderHead(state, h("head", attributes), context).slice(0, -END.length);
    begin = html.slice(0, html.indexOf(tag) + tag.length) +
      merge(state, [{ children, context }, ...head]);
  }
  return begin + links + html.slice(mark, last) + tail;
}

function endOfHead(html: string, state: Rendering, own: OwnHead): number {
  const first = html.indexOf(END);
  if (html.indexOf(END, first + 1) < 0) return first;
  // A script, say, holds the same words: the head itself tells which is its end.
  const whole = renderHead(state, h("head", own.props), own.context);
  const at = html.indexOf(whole);
  return at < 0 ? first : at + whole.length - END.length;
}

/** What every page begins with. */
export const DOCTYPE = "<!DOCTYPE html>";
const END = "</head>";

interface Entry {
  names: string[];
  vnode: ComponentChildren;
  context: unknown;
}

/** The last of those that stand for the same thing wins, in the first's place. */
function merge(state: Rendering, items: HeadItem[]): string {
  const entries: Entry[] = [];
  const byName = new Map<string, Entry>();
  for (const { children, context } of items) {
    for (const vnode of flatten(children)) {
      const names = namesOf(vnode);
      const same = names.map((name) => byName.get(name)).find((e) => e);
      const entry = same ?? { names, vnode, context };
      Object.assign(entry, { vnode, context });
      if (same === undefined) entries.push(entry);
      for (const name of names) byName.set(name, entry);
    }
  }
  return entries.map(({ vnode, context }) => renderHead(state, vnode, context))
    .join("");
}

function flatten(children: ComponentChildren): ComponentChildren[] {
  return toChildArray(children).flatMap((child) => {
    const inside = isValidElement(child) && child.type === Fragment &&
      (child.props as AnyProps).children;
    return inside ? flatten(inside) : [child];
  });
}

function namesOf(vnode: ComponentChildren): string[] {
  if (!isValidElement(vnode)) return [];
  const { type, key } = vnode;
  const { id, name } = vnode.props as AnyProps;
  const names: string[] = [];
  if (type === "title") names.push("title");
  if (key != null) names.push(`key ${key}`);
  if (id != null) names.push(`id ${id}`);
  if (type === "meta" && name != null) names.push(`meta ${name}`);
  return names;
}
