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
 * @param island makes the vnode of the island that a marker opens
 * @param page where the slots are
 * @returns a function that gives the vnodes of a slot by its number
 */
export const reviveSlots = (island: (marker: Node) => Any, page: Document) => {
  const starts: Record<string, Node> = {};
  for (const start of markers(page, "s:")) starts[start.data] = start;

  /** The vnodes that would render to the nodes up to `end`. */
  const read = (node: Node | null, end: Node | null): ComponentChild[] => {
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
    props.children = read((element.content || element).firstChild, null);
    return jsx(element.localName, props);
  };

  return (id: number): ComponentChild[] => {
    const name = "s:" + id;
    const start = starts[name];
    if (start) return read(start.nextSibling, endOf(start));
    const template = page.querySelector<HTMLTemplateElement>(`template[id="${name}"]`)!;
    return read(template.content.firstChild, null);
  };
};

/** Puts JSX among the props of islands. */
export const fill = ({ i: islands }: Any, _: unknown, island: Any, page: Document) => {
  const slot = reviveSlots(island, page);
  return (props: Any, number: number) => {
    const places = islands[number][3];
    for (const key in places) if (places[key] < 0) props[key] = slot(-places[key]);
    return props;
  };
};
