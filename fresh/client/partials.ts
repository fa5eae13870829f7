/**
 * Client navigation: links and forms under `f-client-nav` fetch their page and
 * change its partials only. Loaded by pages that have a `<Partial>`.
 *
 * @module
 */
import { Component, Fragment, type VNode } from "preact";
import type { PartialProps } from "../partial.ts";
import { open } from "./boot.ts";
import { jsx } from "./jsx.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** The partials of this page, by name. */
const live: Record<string, Partial> = Object.create(null);
const ASKS = "fresh-partial";

/** In the browser: shows what it was given, and then what answers bring. */
export class Partial extends Component<PartialProps> {
  given?: unknown;
  last = 0;
  groups: VNode[] = [];

  override componentDidMount() {
    live[this.props.name] = this;
  }

  override componentWillUnmount() {
    if (live[this.props.name] === this) delete live[this.props.name];
  }

  change(children: Any, mode = "replace") {
    const group = jsx(Fragment, { children }, mode === "replace" ? 0 : ++this.last);
    const before = mode === "append" ? this.groups : [];
    const after = mode === "prepend" ? this.groups : [];
    this.groups = [...before, group, ...after];
  }

  render({ children }: PartialProps) {
    if (this.given !== children) this.change(this.given = children);
    return this.groups;
  }
}

/** Shows the partials of an answer; false when this page has none of them. */
async function apply(doc: Document): Promise<boolean> {
  let found = false;
  const look = (vnode: Any): void => {
    if (Array.isArray(vnode)) return vnode.forEach(look);
    if (!vnode?.props) return;
    const { name, mode, children } = vnode.props;
    if (vnode.type !== Partial || !live[name]) return look(children);
    found = true;
    live[name].change(children, mode);
    live[name].forceUpdate();
  };
  for (const [, vnode] of await open(doc)) look(vnode);
  if (found) applyHead(doc);
  return found;
}

/** The title, named metas and missing style sheets of another page. */
function applyHead({ title, head: theirs }: Document): void {
  const { head } = document;
  if (title) document.title = title;
  const kinds = "meta[name],meta[property],link[rel=stylesheet]";
  for (const each of theirs.querySelectorAll<HTMLMetaElement>(kinds)) {
    const href = each.getAttribute("href");
    // A style sheet may have changed its other attributes since it came.
    const has = (own: Element) => href ? own.getAttribute("href") === href : own.isEqualNode(each);
    if ([...head.children].some(has)) continue;
    const name = ["name", "property"].find((name) => each.getAttribute(name));
    const value = name && CSS.escape(each.getAttribute(name)!);
    const same = value && head.querySelector<HTMLMetaElement>(`meta[${name}="${value}"]`);
    if (same) same.content = each.content;
    else head.append(each);
  }
}

/** What that page may do by its nonce it may do here by ours; nobody else knows either. */
function sameNonce(text: string, headers: Headers): string {
  const theirs = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1];
  const ours = document.querySelector<HTMLElement>("[nonce]")?.nonce;
  return theirs && ours ? text.replaceAll(`nonce="${theirs}"`, `nonce="${ours}"`) : text;
}

let asked = 0;

/**
 * Fetches a page for its partials.
 *
 * @param to the address to show, `from` the one to ask when it is another
 * @returns whether the page changed; without partials the browser goes there itself
 */
async function visit(to: URL, from: URL, init: RequestInit = {}, push = true): Promise<boolean> {
  const turn = ++asked;
  const ask = new URL(from);
  ask.searchParams.set(ASKS, "true");
  try {
    const answer = await fetch(ask, init);
    // Another host may let us read its pages: what they say is not for this one.
    if (new URL(answer.url).origin !== location.origin) throw new Error("Left this host");
    const text = sameNonce(await answer.text(), answer.headers);
    if (turn !== asked) return false; // Somebody has gone elsewhere meanwhile.
    if (answer.redirected) {
      to = new URL(answer.url);
      to.searchParams.delete(ASKS);
    }
    const html = answer.headers.get("content-type")?.startsWith("text/html");
    const doc = new DOMParser().parseFromString(html ? text : "", "text/html");
    let changed = false;
    const update = async () => void (changed = await apply(doc));
    const fades = document.querySelector("[f-view-transition]:not([f-view-transition=false])");
    if (fades && document.startViewTransition) {
      await document.startViewTransition(update).updateCallbackDone;
    } else await update();
    if (!changed) throw new Error("No partial of this page is in the answer");
  } catch {
    if (to.href === location.href) location.reload();
    else location.href = to.href;
    return false;
  }
  if (push && to.href !== location.href) {
    // Where this page was scrolled to, for the way back.
    history.replaceState({ ...history.state, fClientNav: true, scrollX, scrollY }, "");
    history.pushState({ fClientNav: true }, "", to);
  }
  return true;
}

const enabled = (element: Element): boolean =>
  (element.closest("[f-client-nav]")?.getAttribute("f-client-nav") ?? "false") !== "false";

const at = (address: string) => new URL(address, location.href);

/** Visits a page in place of the browser, unless it is for another window or host. */
async function lead(
  event: Event,
  target: string | null,
  to: URL,
  from: URL,
  init?: RequestInit,
): Promise<boolean> {
  const away = [to, from].some(({ origin }) => origin !== location.origin);
  if (away || (target || "_self") !== "_self") return false;
  event.preventDefault();
  return await visit(to, from, init);
}

document.addEventListener("click", async (event) => {
  const { button, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (event.defaultPrevented || button || ctrlKey || metaKey || altKey || shiftKey) return;
  const element: HTMLAnchorElement | HTMLButtonElement | null = (event.target as Element)
    .closest("a[href],button");
  if (!element || !enabled(element)) return;
  const partial = element.getAttribute("f-partial");
  if (element instanceof HTMLAnchorElement) {
    const { href, hash, target } = element;
    const inside = hash && href.split("#")[0] === location.href.split("#")[0];
    if (inside || element.hasAttribute("download")) return;
    if (!await lead(event, target, at(href), at(partial ?? href))) return;
    const aim = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (aim) aim.scrollIntoView();
    else scrollTo({ left: 0, top: 0, behavior: "instant" });
  } else if (partial !== null && (element.type !== "submit" || !element.form)) {
    await visit(at(location.href), at(partial));
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter as HTMLButtonElement | null;
  if (event.defaultPrevented || !enabled(form) || (submitter && !enabled(submitter))) return;
  const own = (name: string) => submitter?.getAttribute("form" + name) ?? form.getAttribute(name);
  const method = (own("method") || "get").toLowerCase();
  const action = own("action");
  const partial = submitter?.getAttribute("f-partial") ?? form.getAttribute("f-partial") ?? action;
  if (!partial || (method !== "get" && method !== "post")) return;
  const [to, from] = [at(action ?? location.href), at(partial)];
  const fields = new FormData(form, submitter);
  const coded = new URLSearchParams(fields as Any);
  if (method === "get") to.search = from.search = coded.toString();
  const body = form.enctype === "multipart/form-data" ? fields : coded;
  await lead(event, own("target"), to, from, method === "get" ? {} : { method, body });
});

addEventListener("popstate", async (event: Event) => {
  const { state } = event as PopStateEvent;
  if (!state?.fClientNav) return;
  const here = at(location.href);
  if (await visit(here, here, {}, false)) {
    scrollTo({ left: state.scrollX ?? 0, top: state.scrollY ?? 0, behavior: "instant" });
  }
});
