import type { World } from "../world.ts";
import type { Definition } from "./definition.ts";

/** `trying`: it was open, and the next call, or one under way, finds out whether the vendor is back. */
type BreakerState = "closed" | "open" | "trying";

const LAST = 10;
const HALF = LAST / 2;

/** Keeps calls away from a vendor that fails. */
export type Breaker = ReturnType<typeof createBreaker>;

/**
 * Opens after `consecutive` failures in a row, or when half of the last ten calls failed: at a
 * small house's volume a share of hundreds would never be reached. After `openMs` one call at a
 * time is let through; the first that does not fail closes it.
 */
export function createBreaker(
  { consecutive, openMs }: Definition["breaker"],
  { now }: Pick<World, "now">,
) {
  let state: BreakerState = "closed";
  let openedAt = 0;
  let row = 0;
  /** The last ten: true is a failure. */
  let last: boolean[] = [];

  function note(failed: boolean): void {
    row = failed ? row + 1 : 0;
    last = [...last.slice(1 - LAST), failed];
  }

  /** Whether it has been open for long enough; a clock that was set back does not make it longer. */
  function rested(): boolean {
    const since = now() - openedAt;
    return since < 0 || since >= openMs;
  }

  return {
    /** How it stands; one that has been open for long enough keeps nobody out any more. */
    state: (): BreakerState => state === "open" && rested() ? "trying" : state,

    /**
     * Until when no call is let through, in milliseconds since 1970; Infinity while one tries,
     * null where the next one may pass.
     */
    shutUntil(): number | null {
      if (state === "closed" || (state === "open" && rested())) return null;
      return state === "trying" ? Infinity : openedAt + openMs;
    },

    /** Lets a call through, or not. One that it lets through must end in `succeed`, `fail` or `pass`. */
    enter(): boolean {
      if (state === "closed") return true;
      if (state === "trying" || !rested()) return false;
      state = "trying";
      return true;
    },

    /** The call worked. */
    succeed(): void {
      note(false);
      this.pass();
    },

    /** The vendor is well and said no: it closes the breaker, and does not count. */
    pass(): void {
      if (state !== "trying") return;
      // What was before it opened is over: one failure more is no second break.
      [state, row, last] = ["closed", 0, []];
    },

    /** The call failed. */
    fail(): void {
      note(true);
      const half = last.length === LAST && last.filter(Boolean).length >= HALF;
      if (state === "trying" || (state === "closed" && (row >= consecutive || half))) {
        [state, openedAt] = ["open", now()];
      }
    },
  };
}
