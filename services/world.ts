/**
 * What the services need from outside: handed to them, so that a test can move
 * the clock and choose the dice.
 *
 * @module
 */

/** The clock and the dice. */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Fresh random bytes from a cryptographic source. */
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
}

/** The real world. */
export const realWorld: World = {
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
};

/** Crockford's base 32: no i, l, o or u, so that an id can be read aloud. */
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/**
 * A new id of 26 characters: the time, then 80 random bits (the form of a ULID,
 * in lower case), so that ids sort by age.
 */
export function newId(world: World): string {
  let time = "";
  for (let rest = world.now(); time.length < TIME_DIGITS; rest = Math.floor(rest / 32)) {
    time = DIGITS[rest % 32] + time;
  }
  const dice = world.random(RANDOM_DIGITS);
  return time + Array.from(dice, (byte) => DIGITS[byte % 32]).join("");
}

/** Whether a text from outside could be an id; others are too long for a key, or worse. */
export function isId(text: string): boolean {
  return /^[0-9a-hjkmnp-tv-z]{26}$/.test(text);
}
