/**
 * `fresh/runtime` in the browser.
 *
 * @module
 */
import { Component, toChildArray, type VNode } from "preact";
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
  undo: (() => void)[] = [];

  override componentDidMount() {
    this.undo = toChildArray(this.props.children).map((child) => place(child as VNode));
  }

  override componentDidUpdate() {
    this.componentWillUnmount();
    this.componentDidMount();
  }

  override componentWillUnmount() {
    this.undo.forEach((each) => each());
  }

  render() {
    return null;
  }
}

// deno-lint-ignore no-explicit-any
function place({ type, key, props }: VNode<any>): () => void {
  if (type === "title") {
    document.title = toChildArray(props.children).join("");
    return () => {};
  }
  const { head } = document;
  const same = (props.id && document.getElementById(props.id)) ||
    (type === "meta" && props.name &&
      head.querySelector(`meta[name="${CSS.escape(props.name)}"]`)) ||
    (key != null &&
      head.querySelector(`[data-key="${CSS.escape(String(key))}"]`));
  const element = same || document.createElement(type as string);
  if (key != null) element.setAttribute("data-key", String(key));
  for (const name in props) {
    if (name === "children") element.textContent = String(props.children);
    else element.setAttribute(name, String(props[name]));
  }
  if (same) return () => {};
  head.append(element);
  return () => element.remove();
}
