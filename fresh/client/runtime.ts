/**
 * `fresh/runtime` in the browser.
 *
 * @module
 */
import { Component, type VNode } from "preact";
import type { HeadProps } from "../runtime.ts";
// @ts-ignore the build makes this module: what asset() knows of static/
import { hashes } from "fresh:assets";
import { asset as assetOf, assetSrcSet, useAssets } from "../assets.ts";

export { HttpError } from "../error.ts";
export { Partial } from "../partial.ts";
export { assetSrcSet };

/** Whether this code runs in a browser. */
export const IS_BROWSER = true;

/** As on the server: the hashed address of a static file. */
export const asset = /* @__PURE__ */ (() => {
  // What stands before the folder of the scripts is where the app is mounted.
  useAssets(hashes, new URL(import.meta.url).pathname.split("/_fresh/")[0]);
  return assetOf;
})();

/** Keeps the document's head as its children say while it is mounted. */
export class Head extends Component<HeadProps> {
  added: Element[] = [];

  override componentDidMount() {
    const children = listOf(this.props.children).filter((child) => child.type);
    this.added = children.map(place).filter((each) => !!each);
  }

  override componentDidUpdate() {
    this.componentWillUnmount();
    this.componentDidMount();
  }

  override componentWillUnmount() {
    this.added.forEach((each) => each.remove());
  }

  render() {
    return null;
  }
}

/** Puts an element in the head, or what it says on the one that stands for the same there. */
/** Children in one list, but for those that show nothing; Preact's own way is a longer script. */
const listOf = (children: unknown) =>
  [children].flat(9).filter((each) => each != null && typeof each != "boolean") as VNode[];

// deno-lint-ignore no-explicit-any
function place({ type, key, props }: VNode<any>): Element | undefined {
  const text = listOf(props.children).join("");
  if (type === "title") return void (document.title = text);
  const { head } = document;
  const find = (name: string, value: unknown) =>
    value != null && head.querySelector(`[${name}="${CSS.escape(String(value))}"]`);
  const same = find("id", props.id) || type === "meta" && find("name", props.name) ||
    find("data-key", key);
  const element = same || document.createElement(type as string);
  if (key != null) element.setAttribute("data-key", String(key));
  for (const name in props) {
    if (name === "children") element.textContent = text;
    else element.setAttribute(name, String(props[name]));
  }
  if (same) return;
  head.append(element);
  return element;
}
