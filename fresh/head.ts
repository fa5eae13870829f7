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
/** Stands in the `<head>` for what it holds until the rest is rendered; nobody can guess it. */
const HOLE = `<!--${crypto.randomUUID()}-->`;

/** Has a page's `<head>` hold nothing yet: `<Head>` components may add to it. */
export function emptyHead(vnode: VNode<AnyProps>): void {
  const { children, ...attributes } = vnode.props;
  // A vnode may be kept and rendered again.
  if (children?.type === Hole) return;
  vnode.props = { ...attributes, children: jsx(Hole, { children }) };
}

function Hole({ children }: AnyProps, context?: unknown): ComponentChildren {
  const { head } = currentRendering()!;
  head?.unshift({ children, context });
  return head === null ? children : jsxTemplate([HOLE]);
}

/** Takes what a `<Head>` holds, wherever on the page it stands. */
export function ServerHead(
  { children }: { children?: ComponentChildren },
  context?: unknown,
): ComponentChildren {
  const head = currentRendering()?.head;
  if (!head) return children;
  head.push({ children, context });
  return null;
}

/**
 * Adds to a page what is known only at its end: what its head holds, and its
 * scripts. A page with neither stays as it is.
 */
export function complete(html: string, state: Rendering): string {
  const items = state.head!;
  state.head = null;
  const own = (items.length > 1 ? merge(items) : items)
    .map(({ children, context }) => renderToString(children as VNode, context as AnyProps));
  const scripts = finish(state);
  const head = own.join("") + scripts.head;
  const hole = html.indexOf(HOLE);
  if (hole < 0 && head === "") return html;
  const body = scripts.body === "" ? -1 : html.lastIndexOf("</body>");
  const last = body < 0 ? html.length : body;
  // Below the doctype when the page has no head of its own.
  const begin = hole < 0 ? `${DOCTYPE}<head>${head}</head>` : html.slice(0, hole) + head;
  const rest = hole < 0 ? DOCTYPE.length : hole + HOLE.length;
  return begin + html.slice(rest, last) + scripts.body + html.slice(last);
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
