import { boxes, cards, choose, chosenIds, send, shelf } from "./shelf.ts";

/** Whether somebody types, or a dialog is open: then keys are what they always are. */
function isBusy({ target }: Event): boolean {
  return document.querySelector("dialog[open]") !== null || target instanceof Element &&
      target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

/** The card that has the focus. */
const here = () => document.activeElement?.closest<HTMLElement>("[data-card]") ?? null;

function go(card: HTMLElement | undefined): boolean {
  const link = card?.querySelector("a");
  link?.focus();
  card?.scrollIntoView({ block: "nearest" });
  return link !== undefined;
}

/** So many cards further; from nowhere, the first. */
function step(by: number): boolean {
  const all = cards();
  const card = here();
  return go(card === null ? all[0] : all[all.indexOf(card) + by]);
}

/** The card under or above the one with the focus. */
function row(by: 1 | -1): boolean {
  const from = here()!;
  const all = cards();
  const { left, top } = from.getBoundingClientRect();
  const others = by > 0
    ? all.slice(all.indexOf(from) + 1)
    : all.slice(0, all.indexOf(from)).reverse();
  const below = others.filter((card) => Math.abs(card.getBoundingClientRect().top - top) > 8);
  // The last row may not reach as far.
  const near = below.find((card) => Math.abs(card.getBoundingClientRect().left - left) < 8);
  return go(near ?? below[0]);
}

/** The score chosen last, by its id: the shelf may have been drawn anew since. */
let last = "";

/** Chooses a score or no longer; with Shift, all from the last one to it likewise. */
export function pick(box: HTMLInputElement, range: boolean): void {
  const all = boxes();
  const [from, to] = [all.findIndex(({ value }) => value === last), all.indexOf(box)];
  if (range && from >= 0) {
    for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      one.checked = box.checked;
    }
  }
  last = box.value;
  dispatchEvent(new Event("shelf"));
}

function toggle(range: boolean): boolean {
  const box = here()?.querySelector<HTMLInputElement>(".pick input");
  if (!box) return false;
  box.checked = range || !box.checked;
  pick(box, range);
  return true;
}

/** Puts the chosen scores in the bin; where none is chosen, the one with the focus. */
function discard(): boolean {
  const chosen = chosenIds();
  const id = here()?.dataset.card;
  const ids = chosen.length > 0 ? chosen : id === undefined ? [] : [id];
  if (ids.length === 0) return false;
  const question = document.querySelector<HTMLInputElement>("#choose [name=question]")!.value;
  const body = new URLSearchParams([["act", "delete"], ["question", question]]);
  for (const id of ids) body.append("id", id);
  send("/scores/bulk", body);
  return true;
}

function press(selector: string, within: ParentNode | null = shelf()): boolean {
  const button = within?.querySelector<HTMLElement>(selector);
  button?.click();
  return button != null;
}

function clear(): boolean {
  const some = chosenIds().length > 0;
  choose([]);
  dispatchEvent(new Event("shelf"));
  return some;
}

function search(): boolean {
  const field = document.getElementById("q") as HTMLInputElement;
  field.focus();
  field.select();
  return true;
}

/** What each key does; false: nothing, and the browser does what it always does. */
const KEYS: Record<string, (event: KeyboardEvent) => boolean> = {
  "/": search,
  j: () => step(1),
  k: () => step(-1),
  ArrowRight: () => here() !== null && step(1),
  ArrowLeft: () => here() !== null && step(-1),
  ArrowDown: () => here() !== null && row(1),
  ArrowUp: () => here() !== null && row(-1),
  x: () => toggle(false),
  X: () => toggle(true),
  f: () => press(".heart", here()),
  "#": discard,
  Delete: discard,
  z: () => press("[data-undo]"),
  Escape: clear,
};

/** Does what a key is for, unless somebody types. @param help shows the keys */
export function onKey(event: KeyboardEvent, help: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
  if (event.key === "?") return help();
  if (Object.hasOwn(KEYS, event.key) && KEYS[event.key](event)) event.preventDefault();
}
