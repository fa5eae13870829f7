/**
 * A new key for sessions, and what becomes of those before it.
 *
 * @module
 */
import { base64url } from "jose";
import type { SessionKey } from "../config_values.ts";
import type { World } from "../world.ts";
import { SESSION_DAYS } from "./session.ts";

const SECRET_BYTES = 32;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What to set, and why. */
export interface Rotation {
  /** The value for `SESSION_KEYS`: the new key, then all that there are. */
  readonly value: string;
  /** A line for each key, in the same order. */
  readonly lines: readonly string[];
}

/**
 * A new key before those of `present`, named after the day. Nothing is left out: a key signs until
 * the next one is set, and the last session that it signed ends 90 days after that. So a key may
 * go 90 days after the one before it in the list was set, which was on the day in its name or
 * later.
 */
export function rotateKeys(present: readonly SessionKey[], world: World): Rotation {
  const today = dayOf(world.now());
  const base = `k${today.replaceAll("-", "")}`;
  const kids = new Set(present.map(({ kid }) => kid));
  let kid = base;
  for (let n = 2; kids.has(kid); n++) kid = `${base}-${n}`;
  const keys = [{ kid, secret: world.random(SECRET_BYTES) }, ...present];
  return {
    value: keys.map(({ kid, secret }) => `${kid}:${base64url.encode(secret)}`).join(","),
    lines: keys.map(({ kid }, n) =>
      `${kid}: ${n === 0 ? "new; signs from the day you set it" : fate(keys[n - 1].kid, today)}`
    ),
  };
}

/** What becomes of a key. @param newer the one that came after it */
function fate(newer: string, today: string): string {
  const replaced = dayIn(newer);
  if (replaced === null) return `keep it until ${SESSION_DAYS} days after ${newer} was set`;
  const end = dayOf(Date.parse(replaced) + SESSION_DAYS * DAY_MS);
  return end < today
    ? `may go now, if ${newer} was set on its day`
    : `keep it until ${end}, if ${newer} is set on its day`;
}

/** The day in a kid such as `k20261125`, as 2026-11-25, or null. */
function dayIn(kid: string): string | null {
  const [, year, month, day] = /^k(\d{4})(\d\d)(\d\d)(-\d+)?$/.exec(kid) ?? [];
  const text = `${year}-${month}-${day}`;
  return Number.isNaN(Date.parse(text)) ? null : text;
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
