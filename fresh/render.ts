import {
  type ComponentChildren,
  Fragment,
  type FunctionComponent,
  options,
  type VNode,
} from "preact";
import { jsx } from "preact/jsx-runtime";
import { renderToString } from "preact-render-to-string";
import { asset, assetSrcSet, useAssets } from "./assets.ts";
import type { AnyContext } from "./context.ts";
import type { PageProps, RouteComponent, RouteConfig } from "./handlers.ts";
import { complete, DOCTYPE, noteHead } from "./head.ts";
import { typed } from "./headers.ts";
import { INNER } from "./inner.ts";
import { ISLAND, wrapIsland } from "./islands.ts";
import { collect, currentRendering, type Rendering } from "./rendering.ts";

/** A layout or app wrapper and its `config`. */
export interface Frame {
  component: RouteComponent;
  config?: RouteConfig;
}

/** What goes around a page, outermost first. */
export interface View {
  app: Frame | null;
  layouts: Frame[];
}

/** What is rendered: a vnode, or a component with its data. */
export interface Content {
  vnode?: ComponentChildren;
  component?: RouteComponent;
  data?: unknown;
  config?: RouteConfig;
}

const AsyncFunction = (async () => {}).constructor;

/**
 * Renders a page in its layouts and app wrapper and answers with it.
 *
 * @param ctx the request
 * @param view what goes around the page
 * @param content the page
 * @param init status (the error's on an error page, else 200) and headers
 * @throws SerializeError when an island's prop cannot be sent
 */
export function renderView(
  ctx: AnyContext,
  view: View,
  { component, vnode, data, config = {} }: Content,
  init?: ResponseInit,
): Response | Promise<Response> {
  let inner: Inside | Promise<Inside> = component === undefined
    ? () => vnode
    : frame(ctx, component, data, nothing);
  // Layouts from the inside out, then the app wrapper. Awaits what is async, and only that; then
  // renders all at once.
  const wrap = ({ component }: Frame) => {
    inner = around(inner, (inside) => frame(ctx, component, undefined, inside));
  };
  let { skipInheritedLayouts: skip, skipAppWrapper: bare } = config;
  for (let i = view.layouts.length - 1; i >= 0 && !skip; i--) {
    const layout = view.layouts[i];
    wrap(layout);
    skip = layout.config?.skipInheritedLayouts;
    bare ||= layout.config?.skipAppWrapper;
  }
  if (view.app !== null && !bare) wrap(view.app);
  return around(inner, (inside) => respond(ctx, inside, init));
}

/** `next` of what goes inside, at once where there is nothing to wait for; or what it answered. */
function around<T>(
  inner: Inside | Promise<Inside>,
  next: (inside: FunctionComponent) => T | Promise<T>,
): T | Response | Promise<T | Response> {
  if (inner instanceof Promise) return inner.then((ready) => around(ready, next));
  return inner instanceof Response ? inner : next(inner);
}

/** One page as a whole document, answered with. */
function respond(ctx: AnyContext, Page: FunctionComponent, init?: ResponseInit): Response {
  const { snapshot, nonce, status } = ctx[INNER];
  const { basePath } = ctx.config;
  useAssets(snapshot.hashes, basePath);
  const rendering = {
    snapshot,
    nonce,
    basePath,
    islands: [],
    slots: [],
    head: [],
    own: null,
    inHead: false,
  };
  let html: string;
  try {
    html = collect(rendering, () => {
      return complete(DOCTYPE + renderToString(jsx(Page, {})), rendering);
    });
  } catch (thrown) {
    // By a component, in place of a page.
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
  // Deno sends an answer with nothing but a content type by a shorter way.
  if (init === undefined && status === 200) return new Response(html, PLAIN);
  return new Response(html, {
    status: init?.status ?? status,
    statusText: init?.statusText,
    headers: typed(init?.headers, HTML),
  });
}

const HTML = "text/html; charset=utf-8";
const PLAIN: ResponseInit = { headers: typed(undefined, HTML) };

// deno-lint-ignore no-explicit-any
type AnyFunction = (props: any, context?: any) => any;
/** What goes inside a layout, or what is answered in its place. */
type Inside = FunctionComponent | Response;

const nothing = () => null;

/** A page, layout or app wrapper as what goes inside the next: no vnode of its own is needed. */
function frame(
  ctx: AnyContext,
  component: RouteComponent,
  data: unknown,
  Component: FunctionComponent,
): Inside | Promise<Inside> {
  // One by one: copying all of a context takes ten times as long.
  const { config, url, req, params, info, state, isPartial, error, route } = ctx;
  // deno-fmt-ignore
  const props: PageProps = {
    config, url, req, params, info, state, isPartial, error, route, data, Component,
  };
  const call = component as AnyFunction & { contextType?: unknown };
  if (call instanceof AsyncFunction) {
    return call(props).then((given: ComponentChildren | Response) =>
      given instanceof Response ? given : () => given
    );
  }
  if (call.prototype?.render !== undefined || call.contextType !== undefined) {
    return () => jsx(call, props as object);
  }
  return (_: unknown, context: unknown) => {
    const given = call(props, context);
    if (given instanceof Response) throw given;
    if (typeof given?.then !== "function") return given;
    throw new TypeError(
      `Cannot render ${call.name || "a page"}: it gives a promise but is not an async function`,
    );
  };
}

// deno-lint-ignore no-explicit-any
type RawVNode = VNode<any>;
type Look = (vnode: RawVNode, state: Rendering) => void;
// Preact's hooks by their shipped names: `__b` runs before a vnode is rendered.
// deno-lint-ignore no-explicit-any
const hooks = options as any;
const NONCED = Symbol("nonced");
const NAV = "f-client-nav";

/** The elements that are looked at: nonces, hashed addresses, the head. */
const looks = new Map<unknown, Look>([
  ["script", addNonce],
  ["style", addNonce],
  ["img", hashAddress],
  ["source", hashAddress],
  ["head", noteHead],
]);

const { __b: before, attr } = hooks;

/**
 * The one look at each vnode. Most are let go by: precompiled HTML, components that are no islands,
 * elements of one or two letters.
 */
hooks.__b = (vnode: RawVNode) => {
  const { type } = vnode;
  const matters = typeof type === "string"
    ? type.length > 2 || NAV in vnode.props
    : type !== Fragment && (type as { [ISLAND]?: true })[ISLAND] === true;
  if (matters) {
    const rendering = currentRendering();
    if (rendering !== null) look(vnode, rendering);
  }
  before?.(vnode);
};
// Precompiled elements are no vnodes: their attributes pass here. `false` would be left out.
hooks.attr = (name: string, value: unknown) =>
  value === false && name === NAV ? `${NAV}="false"` : attr?.(name, value);

function look(vnode: RawVNode, rendering: Rendering): void {
  const { type, props } = vnode;
  if (typeof type !== "string") return wrapIsland(vnode, rendering.snapshot.islands);
  if (props[NAV] === false) vnode.props = { ...props, [NAV]: "false" };
  looks.get(type)?.(vnode, rendering);
}

function addNonce(vnode: RawVNode, { nonce }: Rendering): void {
  const { props } = vnode;
  if (nonce === null || ("nonce" in props && !props[NONCED])) return;
  vnode.props = { ...props, nonce, [NONCED]: true };
}

function hashAddress(vnode: RawVNode): void {
  const { props } = vnode;
  if (props["data-fresh-disable-lock"]) return;
  vnode.props = { ...props };
  if (typeof props.src === "string") vnode.props.src = asset(props.src);
  if (typeof props.srcset === "string") vnode.props.srcset = assetSrcSet(props.srcset);
}
