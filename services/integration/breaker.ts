import type { CircuitState, IBreaker } from "cockatiel";

const LAST = 10;
const HALF = LAST / 2;

/**
 * Opens after `consecutive` failures in a row, or when half of the last ten calls
 * failed: at a small house's volume a share of hundreds would never be reached.
 */
export class SmallHouseBreaker implements IBreaker {
  #row = 0;
  /** The last ten, newest first: true is a failure. */
  #last: boolean[] = [];

  constructor(private readonly consecutive: number) {}

  get state(): unknown {
    return { row: this.#row, last: this.#last };
  }

  set state(state: unknown) {
    const { row, last } = state as { row: number; last: boolean[] };
    this.#row = row;
    this.#last = [...last];
  }

  success(_: CircuitState): void {
    this.#row = 0;
    this.#note(false);
  }

  failure(_: CircuitState): boolean {
    this.#row++;
    this.#note(true);
    const failures = this.#last.filter(Boolean).length;
    return this.#row >= this.consecutive || (this.#last.length === LAST && failures >= HALF);
  }

  #note(failed: boolean): void {
    this.#last.unshift(failed);
    if (this.#last.length > LAST) this.#last.pop();
  }
}
