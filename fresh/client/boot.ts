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

/** Every marker of a page whose name begins so. */
export const markers = (page: Node, kind: string): Comment[] => {
  const walker = document.createTreeWalker(page, 128);
  const found: Comment[] = [];
  for (let node: Any; (node = walker.nextNode());) {
    if (node.data.startsWith(kind)) found.push(node);
  }
  return found;
};

/** The islands of a page, each with the marker that opens it, all read before any is made live. */
export const open = async (page: Document): Promise<[Node, VNode<Any>][]> => {
  // What people wrote may bring ids along, but no scripts.
  const element = page.querySelector("script#__FRSH_STATE");
  if (!element) return [];
  const data = JSON.parse(element.textContent!);
  const modules: Any[] = await Promise.all(data.m.map((url: string) => import(url)));

  /** The vnode of the island that a marker opens. */
  const island = (marker: Node): VNode<Any> => {
    const [module, name, props] = data.i[marker.nodeValue!.slice(2)];
    return jsx(modules[module][name], props);
  };
  // What plain JSON cannot say of props is put in by the scripts for it, which come last.
  for (const { fill } of modules.slice(data.f)) fill(data, modules, island, page);
  return markers(page, "i:").map((start) => [start, island(start)]);
};

open(document).then((found) =>
  found.map(([start, vnode]) => {
    const { parentNode: parent, nodeValue: name }: Any = start;
    const childNodes: Node[] = [];
    let end = start;
    while ((end = end.nextSibling!) && end.nodeValue != "/" + name) childNodes.push(end);
    // Each for itself, and when all are read: an island that throws leaves the others alone.
    queueMicrotask(() =>
      hydrate(
        vnode,
        // What Preact asks of a container, kept between the two markers.
        {
          namespaceURI: parent.namespaceURI,
          childNodes,
          firstChild: childNodes[0],
          insertBefore: (child: Node, before: Node) => parent.insertBefore(child, before || end),
        } as Any,
      )
    );
  })
);
