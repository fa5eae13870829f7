export type Seats = ReturnType<typeof createSeats>;

/**
 * Places that are taken and left again, so many at once.
 *
 * @param limits how many there are for each key, and in all
 */
export function createSeats(limits: { readonly each: number; readonly all: number }) {
  const taken = new Map<string, number>();
  let sum = 0;

  function leave(key: string): void {
    sum--;
    const left = taken.get(key)! - 1;
    if (left === 0) taken.delete(key);
    else taken.set(key, left);
  }

  return {
    /** Takes one for `key`; gives how to leave it, however often that is called, or null where none is free. */
    take(key: string): (() => void) | null {
      const own = taken.get(key) ?? 0;
      if (own >= limits.each || sum >= limits.all) return null;
      taken.set(key, own + 1);
      sum++;
      let seated = true;
      return () => {
        if (seated) leave(key);
        seated = false;
      };
    },
  };
}
