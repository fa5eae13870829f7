/**
 * Makes the islands of a page live. Preact, its hooks, the JSX runtime and this
 * are one script, the only one that every page with islands loads: each byte
 * counts. Slots, signals and rich props come in scripts of their own.
 *
 * @module
 */
import { hydrate, type VNode } from "preact";
import "preact/hooks";
import { jsx } from "./jsx.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** The marker that closes what one opens: its next sibling of that name. */
export const endOf = (start: Node): Node => {
  let node = start;
  while ((node = node.nextSibling!) && node.nodeValue != "/" + start.nodeValue);
  return node;
};

/** Every marker of a page whose name begins so. */
export const markers = (page: Document, kind: string): Comment[] => {
  const walker = page.createTreeWalker(page, 128);
  const found: Comment[] = [];
  for (let node: Any; (node = walker.nextNode());) {
    if (node.data.startsWith(kind)) found.push(node);
  }
  return found;
};

/** The islands of a page, each with the marker that opens it, all read before any is made live. */
export const open = async (page: Document): Promise<[Node, VNode<Any>][]> => {
  const element = page.getElementById("__FRSH_STATE");
  if (!element) return [];
  const { m: urls, i: islands, g: values, s: signals, r: rich, d, x } = JSON.parse(
    element.textContent!,
  );
  const modules: Any[] = await Promise.all(urls.map((url: string) => import(url)));
  const shared = values && values.map((value: Any) => modules[signals].signal(value));

  /** The vnode of the island that a marker opens. */
  const island = (marker: Node): VNode<Any> => {
    const number = +marker.nodeValue!.slice(2);
    const [module, name, plain, special] = islands[number];
    const props = rich ? read()[number] : plain;
    for (const key in special) {
      const place = special[key];
      props[key] = place < 0 ? slot(-place) : shared[place];
    }
    return jsx(modules[module][name], props);
  };
  const slot = x && modules[x].reviveSlots(island, page);
  let all: Any[] | undefined;
  const read = () => all ||= modules[d].readProps(rich, slot, modules[signals]);
  return markers(page, "i:").map((start) => [start, island(start)]);
};

open(document).then((found) =>
  found.map(([start, vnode]): [VNode<Any>, Any] => {
    const end = endOf(start);
    const parent = start.parentNode as Element;
    const childNodes: Node[] = [];
    let node: Node = start;
    while ((node = node.nextSibling!) != end) childNodes.push(node);
    return [vnode, {
      // What Preact asks of a container, kept between the two markers.
      nodeType: 1,
      namespaceURI: parent.namespaceURI,
      childNodes,
      firstChild: childNodes[0],
      insertBefore: (child: Node, before: Node | null) => parent.insertBefore(child, before || end),
    }];
  }).map(([vnode, container]) =>
    // Each for itself: an island that throws leaves the others alone.
    queueMicrotask(() => hydrate(vnode, container))
  )
);
