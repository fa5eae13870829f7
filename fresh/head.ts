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

/** A `<head>` that was rendered before the rest of its page. */
export interface RenderedHead {
  props: AnyProps;
  context: unknown;
  html: string;
}

// deno-lint-ignore no-explicit-any
type AnyProps = any;
const END = "</head>";

/**
 * Stands for `<html>`: renders the `<head>` last, when all that belongs there
 * is known, and puts it first. So the page's text is never searched, which
 * costs more than all else that is done to a page.
 */
export function HtmlElement(props: AnyProps, context: unknown): VNode {
  const state = currentRendering()!;
  const { children, ...attributes } = props;
  const parts = toChildArray(children);
  const texts = parts.map((part) =>
    isHead(part) ? "" : renderToString(part as VNode, context as AnyProps)
  );
  parts.forEach((part, i) => {
    if (!isHead(part)) return;
    state.met.head = true;
    texts[i] = writeHead(state, part.props, context, finish(state).head);
    state.head = [];
  });
  const shell = renderToString(h("html", attributes));
  const close = shell.length - "</html>".length;
  return h(Fragment, {
    tpl: [shell.slice(0, close), ...texts, shell.slice(close)],
    exprs: [],
  } as AnyProps);
}

function isHead(part: ComponentChildren): part is VNode<AnyProps> {
  return isValidElement(part) && (part.type as unknown) === "head";
}

/** Stands for a `<head>` that is no direct child of `<html>`. */
export function HeadElement(props: AnyProps, context: unknown): VNode {
  const state = currentRendering()!;
  const html = renderHead(state, h("head", props), context);
  state.rendered = { props, context, html };
  return h(Fragment, { tpl: [html], exprs: [] } as AnyProps);
}

function renderHead(
  state: Rendering,
  vnode: ComponentChildren,
  context: unknown,
): string {
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

/** A `<head>` with what `<Head>` components added, and HTML for its end. */
function writeHead(
  state: Rendering,
  props: AnyProps,
  context: unknown,
  extra: string,
): string {
  const { children, ...attributes } = props;
  const shown = state.head.length === 0 ? props : attributes;
  const text = renderHead(state, h("head", shown), context);
  const inside = state.head.length === 0 ? "" : merge(state, [{ children, context }], state.head);
  return text.slice(0, -END.length) + inside + extra + END;
}

/**
 * Adds to a page what its `<html>` could not: when there is none, or its
 * `<head>` is inside a component.
 */
export function completeHead(html: string, state: Rendering): string {
  const { rendered, met } = state;
  const extra = rendered === null && met.head ? "" : finish(state).head;
  if (extra === "" && state.head.length === 0) return html;
  if (rendered === null) {
    return `<head>${merge(state, [], state.head)}${extra}${END}` + html;
  }
  const text = writeHead(state, rendered.props, rendered.context, extra);
  const at = html.indexOf(rendered.html);
  return html.slice(0, at) + text + html.slice(at + rendered.html.length);
}

interface Entry {
  names: string[];
  vnode: ComponentChildren;
  context: unknown;
}

/** The last of those that stand for the same thing wins, in the first's place. */
function merge(
  state: Rendering,
  own: HeadItem[],
  added: HeadItem[],
): string {
  const entries: Entry[] = [];
  const byName = new Map<string, Entry>();
  for (const { children, context } of [...own, ...added]) {
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
