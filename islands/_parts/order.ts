/**
 * A list that the server draws, put in another order on the page. What was done is sent, and the
 * list that comes back is shown: it has in it what other tabs did.
 *
 * @module
 */
const list = () => document.getElementById("order-list")!;
const rows = () => [...list().querySelectorAll<HTMLElement>("[data-n]")];
const order = () => rows().map(({ dataset }) => dataset.n!);
const rowOf = (element: Element) => element.closest<HTMLElement>("[data-n]")!;

/** So near to an edge of the window the page moves along, so far in a frame. */
const EDGE = 72;
const STEP = 12;

/** Where each key moves an item, among so many. */
const KEYS: Record<string, (at: number, last: number) => number> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Puts `row` in place `to`. The others are moved around it: an element that is moved itself loses
 * the focus and the pointer.
 */
function put(row: HTMLElement, to: number): void {
  const at = rows().indexOf(row);
  const between = rows().slice(Math.min(at, to), Math.max(at, to) + 1)
    .filter((other) => other !== row);
  if (to < at) row.after(...between);
  else row.before(...between);
}

/** Begins; gives what ends it. @param say tells a screen reader; `setLost` that something was not saved */
export function arrange(say: (text: string) => void, setLost: (lost: boolean) => void): () => void {
  /** As the server has it. */
  let known = order();
  let waiting = 0;
  let sending: Promise<void> = Promise.resolve();
  let held: { row: HTMLElement; y: number; before: readonly string[] } | null = null;

  function reveal(): void {
    for (const handle of list().querySelectorAll("[data-handle]")) handle.classList.add("live");
  }

  function tell(n: string): void {
    const at = order().indexOf(n);
    const title = at < 0 ? null : rows()[at].dataset.title;
    say(title ? `${title}, ${at + 1} of ${rows().length}` : `Taken out; ${rows().length} left`);
  }

  function arrangeAs(wanted: readonly string[]): void {
    const byNumber = new Map(rows().map((row) => [row.dataset.n!, row]));
    list().append(...wanted.flatMap((n) => byNumber.get(n) ?? []));
  }

  /** Shows the list that came, and what had the focus has it again. */
  function take(text: string, url: string): void {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("order-list");
    if (fresh === null) return location.assign(url); // That was the last one.
    // What else the page says of the list: how much is in it, where it begins, what was taken out.
    for (const part of document.querySelectorAll<HTMLElement>("[data-of-order]")) {
      const next = page.querySelector(`[data-of-order="${part.dataset.ofOrder}"]`);
      if (next !== null) part.replaceWith(next);
    }
    const opened = [...list().querySelectorAll("details[open]")].map(({ id }) => id);
    const focused = document.activeElement;
    const within = focused !== null && list().contains(focused) ? focused : null;
    const row = within?.closest<HTMLElement>("[data-n]");
    // What stands in no row speaks of the one that its value names.
    const n = row ? row.dataset.n : (within as HTMLButtonElement | null)?.value;
    const at = row ? [...row.querySelectorAll("a, button, summary")].indexOf(within!) : 0;
    list().replaceChildren(...fresh.childNodes);
    reveal();
    for (const row of rows()) {
      const more = row.querySelector("details");
      if (more !== null) more.open = opened.includes(more.id);
    }
    const again = rows().find(({ dataset }) => dataset.n === n);
    again?.querySelectorAll<HTMLElement>("a, button, summary")[at]?.focus({ preventScroll: true });
    known = order();
  }

  function send(body: URLSearchParams, after: () => void = () => {}): void {
    waiting++;
    sending = sending.then(async () => {
      try {
        const answer = await fetch(location.pathname, { method: "POST", body });
        if (!answer.ok) throw new Error(answer.statusText);
        const text = await answer.text();
        setLost(false);
        // What is moved meanwhile must not jump back.
        if (--waiting === 0 && held === null) take(text, answer.url);
        after();
      } catch {
        waiting--;
        arrangeAs(known);
        setLost(true);
      }
    });
  }

  function sendPlace(row: HTMLElement): void {
    const { n } = row.dataset;
    const next = row.nextElementSibling as HTMLElement | null;
    send(new URLSearchParams({ move: n!, before: next?.dataset.n ?? "" }));
    tell(n!);
  }

  function press(event: KeyboardEvent): void {
    if (event.key === "Escape" && held !== null) return letGo(false);
    const target = event.target as Element;
    const menu = event.key === "Escape"
      ? target.closest<HTMLDetailsElement>("details[open]")
      : null;
    if (menu !== null) {
      menu.open = false;
      menu.querySelector("summary")!.focus();
      return;
    }
    if (!target.matches("[data-handle]") || !Object.hasOwn(KEYS, event.key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const row = rowOf(target);
    const at = rows().indexOf(row);
    const to = KEYS[event.key](at, rows().length - 1);
    if (to === at || to < 0 || to >= rows().length) return;
    put(row, to);
    row.scrollIntoView({ block: "nearest" });
    sendPlace(row);
  }

  function down(event: PointerEvent): void {
    const handle = (event.target as Element).closest<HTMLElement>("[data-handle]");
    if (handle === null || event.button !== 0 || held !== null) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    held = { row: rowOf(handle), y: event.clientY, before: order() };
    held.row.classList.add("held");
    requestAnimationFrame(frame);
  }

  function frame(): void {
    if (held === null) return;
    const { row, y } = held;
    if (y < EDGE) scrollBy(0, -STEP);
    else if (y > innerHeight - EDGE) scrollBy(0, STEP);
    const others = rows().filter((other) => other !== row);
    const to = others.findIndex((other) => {
      const { top, height } = other.getBoundingClientRect();
      return y < top + height / 2;
    });
    const wanted = to < 0 ? others.length : to;
    if (wanted !== rows().indexOf(row)) put(row, wanted);
    requestAnimationFrame(frame);
  }

  function letGo(keep: boolean): void {
    if (held === null) return;
    const { row, before } = held;
    held = null;
    row.classList.remove("held");
    if (!keep) arrangeAs(before);
    else if (order().join() !== before.join()) sendPlace(row);
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const { name, value } = event.submitter as HTMLButtonElement;
    send(new URLSearchParams([[name, value]]), () => tell(value));
  }

  const move = (event: PointerEvent) => void (held !== null && (held.y = event.clientY));
  const up = () => letGo(true);
  const cancel = () => letGo(false);
  const form = document.getElementById("order") as HTMLFormElement;
  reveal();
  const left = new AbortController();
  const { signal } = left;
  form.addEventListener("keydown", press, { signal });
  form.addEventListener("pointerdown", down, { signal });
  form.addEventListener("submit", submit, { signal });
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", up, { signal });
  addEventListener("pointercancel", cancel, { signal });
  return () => left.abort();
}
