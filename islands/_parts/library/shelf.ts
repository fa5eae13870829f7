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
let told: { readonly done: Element | null; readonly at: number } = { done: null, at: 0 };
/** A search that was typed before may come after it, and must not take the way back along. */
const TOLD_MS = 1_500;
/** Takes away what was said of something done. */
export function untell(): void {
  told = { done: null, at: 0 };
  document.getElementById("done")?.remove();
}

/** What is being changed: one thing after the other, and none is broken off. */
let changing: Promise<unknown> = Promise.resolve();

/** What the address says of something done belongs to one showing, not to a bookmark. */
const TOLD = ["done", "n", "left", "job", "at"];

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
    if (answer.ok) {
      told = { done: parse(text).getElementById("done"), at: performance.now() };
      if (body.get("act") === "delete") choose([]);
    } else refuse(text, answer.status);
    // What was asked meanwhile was perhaps asked too early to see what has changed.
    if (signal.aborted) await again();
    else if (answer.ok) take(answer, text, "replace");
  }).catch(() => refuse());
  changing = sent;
  return sent;
}

/**
 * Looks how far something is that goes on, which `more` of the address asks, and shows it with the
 * shelf. Nobody is disturbed: not who types there, and not what else is asked.
 */
export async function look(more: string): Promise<void> {
  const { signal } = asking;
  const active = document.activeElement;
  const isFree = () => !signal.aborted && shelf().ariaBusy !== "true";
  const types = shelf().contains(active) && active!.matches("select, input:not([type=checkbox])");
  if (types || !isFree()) return;
  const address = location.pathname + location.search;
  const answer = await fetch(`${address}${location.search ? "&" : "?"}${more}`).catch(() => null);
  const text = await answer?.text().catch(() => "");
  if (answer?.ok && text && isFree()) take(answer, text, "none");
}

function take(answer: Response, text: string, trace: Trace): void {
  const next = parse(text).getElementById("shelf");
  if (next === null) location.assign(answer.url);
  else put(next, answer.url, trace);
}

const parse = (text: string) => new DOMParser().parseFromString(text, "text/html");

/** Passes on the sentence of the page that came instead. @param status of the answer, if one came */
function refuse(text = "", status = 0): void {
  const said = parse(text).querySelector("#refused p, main h1 + p")?.textContent ??
    "There is no connection, so nothing was changed. Try again in a moment.";
  dispatchEvent(new CustomEvent("refused", { detail: { said, signedOut: status === 401 } }));
}

function put(next: HTMLElement, address: string, trace: Trace): void {
  const focused = placeOf(document.activeElement);
  const unfolded = [...shelf().querySelectorAll<HTMLDetailsElement>("details[id]")]
    .filter(({ open }) => open).map(({ id }) => id);
  const choosing = document.querySelector<HTMLInputElement>("#choosing")?.checked;
  const chosen = chosenIds();
  // Whatever else is looked at meanwhile, it is told to its end.
  const going = document.querySelector("[data-going]");
  shelf().replaceWith(document.adoptNode(next));
  const done = performance.now() - told.at < TOLD_MS && told.done || going;
  if (done && !document.getElementById("done")) {
    document.getElementById("foot")!.prepend(document.adoptNode(done));
  }
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  const box = document.querySelector<HTMLInputElement>("#choosing");
  if (box !== null && choosing) box.checked = true;
  choose(chosen);
  focused?.()?.focus();
  again = () => show(location.href, "none");
  const to = plain(address);
  if (trace === "push" && to !== location.pathname + location.search) {
    history.pushState(null, "", to);
  } else if (trace !== "none") history.replaceState(null, "", to);
  dispatchEvent(new Event("shelf"));
}

/** The boxes that choose scores. */
export const boxes = () => [...document.querySelectorAll<HTMLInputElement>(".score .pick input")];

/** What is chosen on other pages: the form sends it along. */
const kept = () => document.getElementById("kept")!;

/** How many of the chosen scores are not in sight. */
export const elsewhere = () => kept().childElementCount;

/** The scores that are chosen, by their ids, in sight or not. */
export const chosenIds = () =>
  [...document.querySelectorAll<HTMLInputElement>(".pick :checked")].map(({ value }) => value);

/** Chooses these scores, and no others. */
export function choose(ids: readonly string[]): void {
  const left = new Set(ids);
  for (const box of boxes()) box.checked = left.delete(box.value);
  kept().replaceChildren(...Array.from(left, (value) => {
    const box = document.createElement("input");
    return Object.assign(box, { type: "checkbox", name: "id", value, checked: true });
  }));
}
