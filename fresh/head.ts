import { type ComponentChildren, Fragment, isValidElement, toChildArray, type VNode } from "preact";
import { jsx } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { finish } from "./islands.ts";
import { currentRendering, type Rendering } from "./rendering.ts";

/** Children for the `<head>`, with the Preact context they were given in. */
export interface HeadItem {
  children: ComponentChildren;
  context: unknown;
}

// deno-lint-ignore no-explicit-any
type AnyProps = any;

/** What every page begins with. */
export const DOCTYPE = "<!DOCTYPE html>";
const END = "</head>";

/** Has a page's own `<head>` tell what it holds: `<Head>` components may add to it. */
export function noteHead(vnode: VNode<AnyProps>, state: Rendering): void {
  if (state.own !== null) return;
  state.inHead = true;
  const { children, ...attributes } = vnode.props;
  // A vnode may be kept and rendered again.
  if (Array.isArray(children) && children.at(-1)?.type === HeadEnd) return;
  vnode.props = { ...attributes, children: [children, jsx(HeadEnd, { children })] };
}

function HeadEnd({ children }: AnyProps, context?: unknown): null {
  const state = currentRendering()!;
  state.inHead = false;
  state.own = { children, context };
  return null;
}

function renderHead(items: HeadItem[], state: Rendering): string {
  state.inHead = true;
  const parts = items.map(({ children, context }) =>
    renderToString(jsx(Fragment, { children }), context as AnyProps)
  );
  state.inHead = false;
  return parts.join("");
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
 * Adds to a page what is known only at its end: what `<Head>` components hold,
 * and its scripts. A page with neither stays as it is.
 */
export function complete(html: string, state: Rendering): string {
  const { own, head: items } = state;
  const scripts = finish(state);
  if (items.length === 0 && scripts.head === "") return html;
  const last = html.lastIndexOf("</body>");
  const end = last < 0 ? html.length : last;
  const tail = scripts.body + html.slice(end);
  let from = own === null ? -1 : html.indexOf(END);
  let at = from;
  let head = "";
  // A script, say, may hold the words of its end: then what it holds tells where it is.
  if (own !== null && (items.length > 0 || html.indexOf(END, at + 1) >= 0)) {
    const before = renderHead([own], state);
    from = html.indexOf(before + END);
    at = from + before.length;
    head = items.length > 0 ? renderHead(merge([own, ...items]), state) : before;
  }
  if (from >= 0) return html.slice(0, from) + head + scripts.head + html.slice(at, end) + tail;
  // Below the doctype when the page has no head of its own.
  head = `<head>${renderHead(merge(items), state)}${scripts.head}${END}`;
  return DOCTYPE + head + html.slice(DOCTYPE.length, end) + tail;
}

/** The last of those that stand for the same thing wins, in the first's place. */
function merge(items: HeadItem[]): HeadItem[] {
  const merged: HeadItem[] = [];
  const byName = new Map<string, HeadItem>();
  for (const { children, context } of items) {
    for (const child of flatten(children)) {
      const names = namesOf(child);
      const known = names.map((name) => byName.get(name)).find((item) => item);
      const item = Object.assign(known ?? {}, { children: child, context });
      if (known === undefined) merged.push(item);
      for (const name of names) byName.set(name, item);
    }
  }
  return merged;
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
  const { id, name, media } = vnode.props as AnyProps;
  const names: string[] = [];
  if (type === "title") names.push("title");
  if (key != null) names.push(`key ${key}`);
  if (id != null) names.push(`id ${id}`);
  if (type === "meta" && name != null) names.push(`meta ${name} ${media}`);
  return names;
}
