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
import type { Context } from "./context.ts";
import type { PageProps, RouteComponent, RouteConfig } from "./handlers.ts";
import { complete, DOCTYPE, noteHead } from "./head.ts";
import { typed } from "./headers.ts";
import { INNER } from "./inner.ts";
import { wrapIsland } from "./islands.ts";
import { begin, currentRendering, type Rendering, resume } from "./rendering.ts";
import { ISLAND, type LiveSnapshot } from "./snapshot.ts";

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

/** Thrown by a component that gave a Response in place of a page. */
class Answered {
  constructor(readonly response: Response) {}
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
  content: Content,
  init?: ResponseInit,
): Response | Promise<Response> {
  const { component, vnode, data } = content;
  const inner = component === undefined ? () => vnode : frame(ctx, component, data, nothing);
  return renderAround(ctx, inner, framesAround(view, content.config), 0, init);
}

/** Awaits what is async, and only that, from the page outwards; then renders all at once. */
function renderAround(
  ctx: AnyContext,
  inner: Inside | Promise<Inside>,
  frames: Frame[],
  first: number,
  init?: ResponseInit,
): Response | Promise<Response> {
  for (let next = first;; next++) {
    if (inner instanceof Promise) {
      return inner.then((ready) => renderAround(ctx, ready, frames, next, init));
    }
    if (inner instanceof Response) return inner;
    if (next === frames.length) break;
    inner = frame(ctx, frames[next].component, undefined, inner);
  }
  const { snapshot, nonce, status } = ctx[INNER];
  let html: string;
  try {
    html = renderPage(jsx(inner, {}), snapshot, nonce, ctx.config.basePath);
  } catch (thrown) {
    if (thrown instanceof Answered) return thrown.response;
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

/** Layouts from the inside out, then the app wrapper. */
function framesAround(view: View, config: RouteConfig = {}): Frame[] {
  const frames: Frame[] = [];
  let { skipInheritedLayouts: skip, skipAppWrapper: bare } = config;
  for (let i = view.layouts.length - 1; i >= 0 && !skip; i--) {
    const layout = view.layouts[i];
    frames.push(layout);
    skip = layout.config?.skipInheritedLayouts;
    bare ||= layout.config?.skipAppWrapper;
  }
  if (view.app !== null && !bare) frames.push(view.app);
  return frames;
}

// deno-lint-ignore no-explicit-any
type AnyContext = Context<any>;
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
  const props: PageProps = {
    config: ctx.config,
    url: ctx.url,
    req: ctx.req,
    params: ctx.params,
    info: ctx.info,
    state: ctx.state,
    isPartial: ctx.isPartial,
    error: ctx.error,
    route: ctx.route,
    data,
    Component,
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
  // A method: a function made for each request would be given a prototype when it is looked at.
  return {
    inside(this: unknown, _: unknown, context: unknown) {
      const given = call.call(this, props, context);
      if (given instanceof Response) throw new Answered(given);
      if (typeof given?.then !== "function") return given;
      throw new TypeError(
        `Cannot render ${call.name || "a page"}: it gives a promise but is not an async function`,
      );
    },
  }.inside;
}

/** One page as a whole document. */
function renderPage(
  vnode: VNode,
  snapshot: LiveSnapshot,
  nonce: string | null,
  basePath: string,
): string {
  useAssets(snapshot.hashes, basePath);
  hookIn();
  const outer = currentRendering();
  const rendering = begin(snapshot, nonce, basePath);
  try {
    return complete(DOCTYPE + renderToString(vnode), rendering);
  } finally {
    resume(outer);
  }
}

// deno-lint-ignore no-explicit-any
type RawVNode = VNode<any>;
// Preact's hooks by their shipped names: `__b` runs before a vnode is rendered.
// deno-lint-ignore no-explicit-any
const hooks = options as any;
const NONCED = Symbol("nonced");
const NAV = "f-client-nav";
let installed: ((vnode: RawVNode) => void) | null = null;

/** Puts our hook before those of libraries, once. */
function hookIn(): void {
  if (installed !== null) return;
  const before = hooks.__b;
  installed = (vnode) => {
    const type = vnode.type as unknown;
    // Most are let go by here: pieces of precompiled HTML, components that are no islands, and
    // elements of one or two letters, for those that are looked at have more.
    const looks = typeof type === "string"
      ? type.length > 2 || NAV in vnode.props
      : type !== Fragment && (type as { [ISLAND]?: true })[ISLAND] === true;
    if (looks) {
      const rendering = currentRendering();
      if (rendering !== null) visit(vnode, rendering);
    }
    before?.(vnode);
  };
  hooks.__b = installed;
  // Precompiled elements are no vnodes: their attributes pass here. `false` would be left out.
  const attr = hooks.attr;
  hooks.attr = (name: string, value: unknown) =>
    value === false && name === NAV ? `${NAV}="false"` : attr?.(name, value);
}

/** The one look at each vnode: islands, nonces, hashed addresses, the head. */
function visit(vnode: RawVNode, state: Rendering): void {
  const type = vnode.type as unknown;
  if (typeof type === "function") {
    const island = state.snapshot.islands.get(type);
    if (island !== undefined) wrapIsland(vnode, island, state);
    return;
  }
  const props = vnode.props;
  if (props[NAV] === false) vnode.props = { ...props, [NAV]: "false" };
  switch (type) {
    case "script":
    case "style":
      if (state.nonce === null || ("nonce" in props && !props[NONCED])) return;
      vnode.props = { ...props, nonce: state.nonce, [NONCED]: true };
      return;
    case "img":
    case "source":
      if (props["data-fresh-disable-lock"]) return;
      vnode.props = { ...props };
      if (typeof props.src === "string") vnode.props.src = asset(props.src);
      if (typeof props.srcset === "string") {
        vnode.props.srcset = assetSrcSet(props.srcset);
      }
      return;
    case "head":
      if (!state.inHead && state.own === null) noteHead(vnode, state);
  }
}
