/** Keys belong to what the person is using: a field, a menu, a button's space. */
function isBusy({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || document.querySelector("dialog[open]")) return true;
  if (target.closest("input, textarea, select, [contenteditable]")) return true;
  return key === " " && target.closest("button, summary") !== null;
}

/** What keys ask of the pages; a pedal sends one of the first. */
export interface Acts {
  turn(by: 1 | -1): void;
  go(to: number): void;
  /** So many times nearer. */
  zoom(by: number): void;
  toggle(what: "two" | "half" | "night"): void;
  stand(): void;
  help(): void;
  print(): void;
  crop(): void;
}

const KEYS: Record<string, (acts: Acts) => void> = {
  ArrowRight: (acts) => acts.turn(1),
  ArrowLeft: (acts) => acts.turn(-1),
  PageDown: (acts) => acts.turn(1),
  PageUp: (acts) => acts.turn(-1),
  " ": (acts) => acts.turn(1),
  Home: (acts) => acts.go(1),
  End: (acts) => acts.go(Infinity),
  "+": (acts) => acts.zoom(1.25),
  "=": (acts) => acts.zoom(1.25),
  "-": (acts) => acts.zoom(0.8),
  "0": (acts) => acts.zoom(0),
  f: (acts) => acts.stand(),
  d: (acts) => acts.toggle("two"),
  h: (acts) => acts.toggle("half"),
  n: (acts) => acts.toggle("night"),
  m: (acts) => acts.crop(),
  "?": (acts) => acts.help(),
};

/** On the stand there is nothing to scroll, and some pedals send these. */
const ON_STAND: typeof KEYS = {
  ArrowDown: KEYS.ArrowRight,
  ArrowUp: KEYS.ArrowLeft,
  Escape: KEYS.f,
};

/** Does what a key is for, unless somebody types. */
export function onKey(event: KeyboardEvent, acts: Acts, stand: boolean): void {
  if (isBusy(event)) return;
  const held = event.ctrlKey || event.metaKey;
  if (held && event.key === "p") {
    event.preventDefault();
    return acts.print();
  }
  if (held || event.altKey) return;
  const key = event.key === " " && event.shiftKey ? "PageUp" : event.key;
  const act = KEYS[key] ?? (stand ? ON_STAND[key] : undefined);
  if (act === undefined) return;
  event.preventDefault();
  act(acts);
}
