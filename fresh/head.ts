import { type ComponentChildren, Fragment, isValidElement, toChildArray, type VNode } from "preact";
import { jsx, jsxTemplate } from "preact/jsx-runtime";
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

/** Has a page's own `<head>` remember what it holds: `<Head>` components may add to it. */
export function noteHead(vnode: VNode<AnyProps>): void {
  const { children, ...attributes } = vnode.props;
  // A vnode may be kept and rendered again.
  if (children?.type === OwnChildren) return;
  vnode.props = { ...attributes, children: jsx(OwnChildren, { children }) };
}

function OwnChildren({ children }: AnyProps, context?: unknown): ComponentChildren {
  const state = currentRendering()!;
  if (state.own !== null) return children;
  const html = renderHead([{ children, context }], state);
  state.own = { children, context, html };
  return jsxTemplate([html]);
}

function renderHead(items: HeadItem[], state: Rendering): string {
  state.inHead = true;
  const parts = items.map(({ children, context }) =>
    renderToString(children as VNode, context as AnyProps)
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
  let before = own?.html ?? "";
  const scripts = finish(state);
  let head = items.length > 0 ? renderHead(merge(own ? [own, ...items] : items), state) : before;
  head += scripts.head;
  if (head === before) return html;
  let at = own === null ? -1 : html.indexOf(before + "</head>");
  if (at < 0) {
    // Below the doctype when the page has no head of its own.
    at = DOCTYPE.length;
    before = "";
    head = `<head>${head}</head>`;
  }
  const end = scripts.body === "" ? -1 : html.lastIndexOf("</body>");
  const last = end < 0 ? html.length : end;
  return html.slice(0, at) + head + html.slice(at + before.length, last) +
    scripts.body + html.slice(last);
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
