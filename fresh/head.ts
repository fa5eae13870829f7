import {
  type ComponentChildren,
  Fragment,
  h,
  isValidElement,
  toChildArray,
  type VNode,
} from "preact";
import { renderToString } from "preact-render-to-string";
import { finish } from "./islands.ts";
import { currentRendering, type Rendering } from "./rendering.ts";

/** Children for the `<head>`, with the Preact context they were given in. */
export interface HeadItem {
  children: ComponentChildren;
  context: unknown;
}

/** The `<head>` of a page as it is without what `<Head>` components add. */
export interface RenderedHead extends HeadItem {
  attributes: Record<string, unknown>;
  html: string;
}

// deno-lint-ignore no-explicit-any
type AnyProps = any;

/** Stands for `<head>`: keeps what it was, for `<Head>` components that come later. */
export function HeadElement(props: AnyProps, context: unknown): VNode {
  const state = currentRendering()!;
  const { children, ...attributes } = props;
  const html = renderHead(state, h("head", props), context);
  state.rendered = { children, context, attributes, html };
  return h(Fragment, { tpl: [html], exprs: [] } as AnyProps);
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
  const { rendered, head } = state;
  const { head: links, body: scripts } = finish(state);
  if (links === "" && scripts === "" && head.length === 0) return html;
  const own = rendered?.html ?? "";
  // Below the doctype when the page has no head of its own.
  const at = rendered ? html.indexOf(own) : DOCTYPE.length;
  const shell = rendered && head.length > 0
    ? renderHead(state, h("head", rendered.attributes), rendered.context)
    : own || "<head></head>";
  const inside = head.length > 0 ? merge(state, rendered ? [rendered, ...head] : head) : "";
  const end = scripts === "" ? -1 : html.lastIndexOf("</body>");
  const last = end < 0 ? html.length : end;
  return html.slice(0, at) + shell.slice(0, -END.length) + inside + links + END +
    html.slice(at + own.length, last) + scripts + html.slice(last);
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
