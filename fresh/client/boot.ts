/**
 * Makes the islands of a page live. Preact, its hooks, the JSX runtime and this
 * are one script, the only one that every page with islands loads: each byte
 * counts. Slots, signals and rich props come in scripts of their own.
 *
 * @module
 */
import { hydrate } from "preact";
import "preact/hooks";
import { jsx } from "./jsx.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

const element = document.getElementById("__FRSH_STATE");
const state = element && JSON.parse(element.textContent!);

/** The marker that closes what one opens: its next sibling of that name. */
export const endOf = (start: Node): Node => {
  let node = start;
  while (
    (node = node.nextSibling!) && node.nodeValue != "/" + start.nodeValue
  );
  return node;
};

/** Every marker on the page whose name begins so. */
export const markers = (kind: string): Comment[] => {
  const walker = document.createTreeWalker(document, 128);
  const found: Comment[] = [];
  for (let node: Any; (node = walker.nextNode());) {
    if (node.data.startsWith(kind)) found.push(node);
  }
  return found;
};

if (state) {
  Promise.all(state.m.map((url: string) => import(url))).then((modules) => {
    const { i: islands, g: values, s: signals, r: rich, d, x } = state;
    const shared = values &&
      values.map((value: Any) => modules[signals].signal(value));

    /** The vnode of the island that a marker opens. */
    const island = (marker: Node): Any => {
      const number = +marker.nodeValue!.slice(2);
      const [module, name, plain, special] = islands[number];
      const props = rich ? read()[number] : plain;
      for (const key in special) {
        const place = special[key];
        props[key] = place < 0 ? slot(-place) : shared[place];
      }
      return jsx(modules[module][name], props);
    };
    const slot = x && modules[x].reviveSlots(island);
    let all: Any[] | undefined;
    const read = () => all ||= modules[d].readProps(rich, slot, modules[signals]);

    // All is read before anything is made live: hydration moves nodes.
    markers("i:").map((start) => {
      const end = endOf(start);
      const parent = start.parentNode as Element;
      const childNodes: Node[] = [];
      let node: Node = start;
      while ((node = node.nextSibling!) != end) childNodes.push(node);
      return [island(start), {
        // What Preact asks of a container, kept between the two markers.
        nodeType: 1,
        namespaceURI: parent.namespaceURI,
        childNodes,
        firstChild: childNodes[0],
        insertBefore: (child: Node, before: Node | null) =>
          parent.insertBefore(child, before || end),
      }] as [Any, Any];
    }).map(([vnode, container]) =>
      // Each for itself: an island that throws leaves the others alone.
      queueMicrotask(() => hydrate(vnode, container))
    );
  });
}
