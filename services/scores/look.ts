/** How pages are looked at on this device: nothing of a person's, so a script may write it. */
export interface Look {
  /** Two pages side by side, on a wide window. */
  readonly two: boolean;
  /** The upper half of a page turns first. */
  readonly half: boolean;
  /** White on black. */
  readonly night: boolean;
}

/** The look that the cookie `look` names, as the viewer writes it: its words, parted by dots. */
export function lookOf(cookies: string | null): Look {
  const words = /(?:^|;\s*)look=([a-z.]*)/.exec(cookies ?? "")?.[1].split(".") ?? [];
  return {
    two: words.includes("two"),
    half: words.includes("half"),
    night: words.includes("night"),
  };
}
