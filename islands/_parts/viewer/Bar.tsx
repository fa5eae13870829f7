import type { ComponentChildren } from "preact";

/** What was clicked keeps no focus: the next key, a pedal's space perhaps, is for the pages. */
function letGo({ detail, currentTarget }: MouseEvent): void {
  if (detail > 0) (currentTarget as HTMLElement).blur();
}

/** A link to a page before or after; with script, it turns. */
export function Turn({ to, name, possible, act, children }: {
  to: number;
  name: string;
  possible: boolean;
  act: () => void;
  children: ComponentChildren;
}) {
  function follow(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    letGo(event);
    act();
  }
  // The same element at the end of the score, so that who turns by Enter does not lose the place.
  return (
    <a
      role="link"
      aria-disabled={!possible}
      aria-label={name}
      class="tool"
      {...(possible ? { href: `?page=${to}`, title: name, onClick: follow } : { tabIndex: -1 })}
    >
      {children}
    </a>
  );
}

/** A button that changes how pages look. There is none without script, but its place is kept. */
export function Tool({ name, on, letter, wide, act, children }: {
  name: string;
  /** Whether it is in effect; left out where it is no switch. */
  on?: boolean;
  /** Its key. */
  letter: string;
  /** Of use in a wide window only. */
  wide?: boolean;
  act: () => void;
  children: ComponentChildren;
}) {
  return (
    <button
      type="button"
      aria-label={name}
      aria-pressed={on?.toString() as "true" | "false" | undefined}
      title={`${name} (${letter})`}
      onClick={(event) => {
        letGo(event);
        act();
      }}
      class={wide ? "tool wide" : "tool"}
    >
      {children}
    </button>
  );
}
