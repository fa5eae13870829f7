/**
 * The shelf: the part of the library's page that the server draws anew for each question.
 *
 * @module
 */

/** The shelf as it stands. */
export const shelf = () => document.getElementById("shelf")!;

/** Ends when something else is asked. */
let asking = new AbortController();
/** Asks what was asked last once more. */
let again = () => show(location.href, "none");
/** What was said last of something done, with the way back, and when. */
let told: { readonly done: Element | null; readonly at: number } = { done: null, at: -Infinity };
/** A search that was typed before may come after it, and must not take the way back along. */
const TOLD_MS = 1_500;
/** What is being changed: one thing after the other, and none is broken off. */
let changing: Promise<unknown> = Promise.resolve();

/** What the address says of something done belongs to one showing, not to a bookmark. */
const TOLD = ["done", "n", "left", "later", "at"];

function plain(address: string): string {
  const url = new URL(address, location.href);
  for (const name of TOLD) url.searchParams.delete(name);
  return url.pathname + url.search;
}

/** A sign by which what has the focus is found on another shelf. */
function placeOf(element: Element | null): (() => HTMLElement | null) | null {
  if (element === null || !shelf().contains(element)) return null;
  const card = element.closest<HTMLElement>("[data-card]");
  if (card !== null) {
    const at = cards().indexOf(card);
    const kind = element.matches("button") ? "button" : element.matches("input") ? "input" : "a";
    // Where it is gone, the one in its place.
    return () => {
      const next = document.querySelector(`[data-card="${card.dataset.card}"]`) ??
        cards().at(Math.min(at, cards().length - 1));
      return next?.querySelector<HTMLElement>(kind) ?? null;
    };
  }
  if (element.id !== "") return () => document.getElementById(element.id);
  const text = element.textContent;
  return () =>
    [...shelf().querySelectorAll<HTMLElement>(element.localName)].find((one) =>
      one.textContent === text
    ) ?? document.getElementById("found");
}

/** The cards on the shelf, in order. */
export const cards = () => [...document.querySelectorAll<HTMLElement>("[data-card]")];

/** What becomes of the browser's history. */
type Trace = "push" | "replace" | "none";

/**
 * Puts the shelf of another page in place of this one; what was asked before and has not come yet
 * is not wanted any more. Where no shelf comes, the browser goes there itself.
 */
export async function show(address: string, trace: Trace = "push"): Promise<void> {
  asking.abort();
  const { signal } = asking = new AbortController();
  again = () => show(address, trace);
  shelf().ariaBusy = "true";
  try {
    const answer = await fetch(address, { signal });
    const text = await answer.text();
    if (!signal.aborted) take(answer, text, trace);
  } catch {
    // No network: the browser says so in its own words.
    if (!signal.aborted) location.assign(address);
  }
}

/**
 * Sends a form and shows the page that it leads to. Where that fails, the event `refused` says why:
 * nothing was changed, and the shelf stays as it is.
 */
export function send(address: string, body: URLSearchParams): Promise<void> {
  const sent = changing.then(async () => {
    asking.abort();
    const { signal } = asking = new AbortController();
    const answer = await fetch(address, { method: "POST", body });
    const text = await answer.text();
    if (answer.ok) told = { done: parse(text).getElementById("done"), at: performance.now() };
    else refuse(text);
    // What was asked meanwhile was perhaps asked too early to see what has changed.
    if (signal.aborted) await again();
    else if (answer.ok) take(answer, text, "replace");
  }).catch(() => refuse());
  changing = sent;
  return sent;
}

function take(answer: Response, text: string, trace: Trace): void {
  const next = parse(text).getElementById("shelf");
  if (next === null) location.assign(answer.url);
  else put(next, answer.url, trace);
}

const parse = (text: string) => new DOMParser().parseFromString(text, "text/html");

/** Passes on the sentence of an error's page. */
function refuse(text = ""): void {
  const detail = parse(text).querySelector("main h1 + p")?.textContent ??
    "There is no connection, so nothing was changed. Try again in a moment.";
  dispatchEvent(new CustomEvent("refused", { detail }));
}

function put(next: HTMLElement, address: string, trace: Trace): void {
  const focused = placeOf(document.activeElement);
  const unfolded = [...shelf().querySelectorAll<HTMLDetailsElement>("details[id]")]
    .filter(({ open }) => open).map(({ id }) => id);
  const choosing = document.querySelector<HTMLInputElement>("#choosing")?.checked;
  const chosen = chosenIds();
  shelf().replaceWith(document.adoptNode(next));
  const { done, at } = told;
  if (done !== null && performance.now() - at < TOLD_MS && !document.getElementById("done")) {
    document.getElementById("one")!.after(document.adoptNode(done));
  }
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  const box = document.querySelector<HTMLInputElement>("#choosing");
  if (box !== null && choosing) box.checked = true;
  for (const box of boxes()) box.checked = chosen.includes(box.value);
  focused?.()?.focus();
  again = () => show(location.href, "none");
  const to = plain(address);
  if (trace === "push" && to !== location.pathname + location.search) {
    history.pushState(null, "", to);
  } else if (trace !== "none") history.replaceState(null, "", to);
  dispatchEvent(new Event("shelf"));
}

/** The boxes that choose scores. */
export const boxes = () => [...document.querySelectorAll<HTMLInputElement>(".pick input")];

/** The scores that are chosen, by their ids. */
export const chosenIds = () => boxes().filter(({ checked }) => checked).map(({ value }) => value);
