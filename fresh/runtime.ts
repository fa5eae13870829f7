/**
 * What pages and islands may use on the server and in the browser. The build
 * puts `client/runtime.ts` in its place for the browser.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { ServerHead } from "./head.ts";

export { asset, assetSrcSet } from "./assets.ts";
export { HttpError } from "./error.ts";
export { Partial, type PartialProps } from "./partial.ts";

/** Whether this code runs in a browser. */
export const IS_BROWSER = false;

/** Props of `<Head>`. */
export interface HeadProps {
  children?: ComponentChildren;
}

/**
 * Puts its children in the page's `<head>`, from wherever it stands. Of several
 * titles, or elements with the same key, id or meta name, the last one stays.
 */
export const Head: (props: HeadProps) => ComponentChildren = ServerHead;
