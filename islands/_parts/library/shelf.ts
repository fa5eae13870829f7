/**
 * The shelf: the part of the library's page that the server draws anew for each question.
 *
 * @module
 */

/** The shelf as it stands. */
export const shelf = () => document.getElementById("shelf")!;

let asking = new AbortController();

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

interface How {
  readonly method?: string;
  readonly body?: URLSearchParams;
  /** What becomes of the browser's history. */
  readonly history?: "push" | "replace" | "none";
}

/**
 * Asks the server and puts the shelf that comes in place of the old one; what was asked before and
 * has not come yet is not wanted any more. Where no shelf comes, the browser goes there itself.
 */
export async function show(address: string, how: How = {}): Promise<void> {
  asking.abort();
  const mine = asking = new AbortController();
  const old = shelf();
  old.ariaBusy = "true";
  try {
    const answer = await fetch(address, {
      method: how.method,
      body: how.body,
      signal: mine.signal,
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    const next = page.getElementById("shelf");
    if (next !== null) return put(next, answer.url, how.history ?? "push");
    // An error's page says what is wrong; anything else is another page.
    const said = page.querySelector("main");
    if (answer.ok || said === null) return location.assign(answer.url);
    document.querySelector("main")!.replaceChildren(...said.childNodes);
    document.title = page.title;
  } catch (error) {
    if (mine.signal.aborted) return;
    // No network: the browser says so in its own words.
    if (how.body === undefined) location.assign(address);
    else throw error;
  } finally {
    if (!mine.signal.aborted) shelf()?.removeAttribute("aria-busy");
  }
}

function put(next: HTMLElement, address: string, history: How["history"]): void {
  const focused = placeOf(document.activeElement);
  const unfolded = [...shelf().querySelectorAll<HTMLDetailsElement>("details[id]")]
    .filter(({ open }) => open).map(({ id }) => id);
  const choosing = document.querySelector<HTMLInputElement>("#choosing")?.checked;
  const chosen = chosenIds();
  shelf().replaceWith(document.adoptNode(next));
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  const box = document.querySelector<HTMLInputElement>("#choosing");
  if (box !== null && choosing) box.checked = true;
  for (const box of boxes()) box.checked = chosen.includes(box.value);
  focused?.()?.focus();
  const to = plain(address);
  if (history === "push" && to !== location.pathname + location.search) {
    globalThis.history.pushState(null, "", to);
  } else if (history !== "none") globalThis.history.replaceState(null, "", to);
  dispatchEvent(new Event("shelf"));
}

/** The boxes that choose scores. */
export const boxes = () => [...document.querySelectorAll<HTMLInputElement>(".pick input")];

/** The scores that are chosen, by their ids. */
export const chosenIds = () => boxes().filter(({ checked }) => checked).map(({ value }) => value);
