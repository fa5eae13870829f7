/**
 * Reads server-rendered JSX that islands were given; loaded by pages that have
 * such.
 *
 * @module
 */
import type { ComponentChild } from "preact";
import { markers } from "./boot.ts";
import { jsx } from "./jsx.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** The marker that closes what one opens: its next sibling of that name. */
const endOf = (start: Node): Node => {
  let node = start;
  while ((node = node.nextSibling!) && node.nodeValue != "/" + start.nodeValue);
  return node;
};

/**
 * Puts JSX among the props of islands: the vnodes that would render to it.
 *
 * @param island makes the vnode of the island that a marker opens
 * @param page where the slots are
 */
export const fill = ({ x: places, i: islands }: Any, _: unknown, island: Any, page: Document) => {
  // Also in what an island did not show: an island may be in it, with slots of its own.
  const starts = [page, ...[...page.querySelectorAll("template")].map(({ content }) => content)]
    .flatMap((each) => markers(each, "s:"));

  const read = (node: Node | null, end?: Node): ComponentChild[] => {
    const found: ComponentChild[] = [];
    for (; node && node != end; node = node.nextSibling) {
      const { nodeType, nodeValue } = node;
      if (nodeType == 3) found.push(nodeValue);
      else if (nodeType == 1) found.push(readElement(node as Any));
      else if (/^[ij]:/.test(nodeValue!)) {
        found.push(island(node));
        node = endOf(node);
        if (!node) break;
      }
    }
    return found;
  };

  const readElement = (element: Any) => {
    const props: Any = {};
    for (const { name, value } of element.attributes) {
      // `checked=""` and its like are true as properties.
      props[name] = value || element[name] !== true ? value : true;
    }
    // A template's children are apart, where Preact looks for them as well.
    props.children = read((element.content || element).firstChild);
    return jsx(element.localName, props);
  };

  // The last first: an island in a slot has its own slots, of higher numbers, before it is made.
  for (let id = places.length; id; id--) {
    const [number, prop] = places[id - 1];
    const start = starts.find(({ data }) => data == "s:" + id);
    islands[number][2][prop] = start
      ? read(start.nextSibling, endOf(start))
      : read(page.querySelector<HTMLTemplateElement>(`template[id="s:${id}"]`)!.content.firstChild);
  }
};
