/**
 * A document that somebody else publishes, kept in memory and in the store: served while it
 * is young enough, asked for again in the background before it is too old.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import type { Attempt, Integration } from "../integration.ts";
import { logError } from "../log.ts";
import type { World } from "../world.ts";

/** Younger than this it is served and nobody asks again. */
const FRESH_MS = 60 * 60_000;
/** Older than this it is not served at all. */
const USABLE_MS = 24 * 60 * 60_000;
/** How long after a failure nobody asks again in the background. */
const PAUSE_MS = 10_000;
/** How often it may be asked for though it is young. */
const AGAIN_MS = 60_000;

interface Needs<T> {
  /** Its name in the store; what is kept under another one is not mistaken for it. */
  readonly name: readonly string[];
  /** What the call is named at the door. */
  readonly operation: string;
  /** Asks for it, and throws where it is not what it should be. */
  readonly request: (attempt: Attempt) => Promise<T>;
  readonly door: Integration;
  readonly store: Pick<Store, "documents">;
  readonly world: World;
}

interface Kept<T> {
  readonly value: T;
  readonly at: number;
}

/** A document and how to get it. */
export type KeptDocument<T> = ReturnType<typeof createKeptDocument<T>>;

/** Keeps one document; nothing is asked for until somebody wants it. */
export function createKeptDocument<T>(needs: Needs<T>) {
  const { name, operation, request, door, store, world } = needs;
  let kept: Kept<T> | null = null;
  let askedAt = -Infinity;
  let newerAt = -Infinity;
  let failed = false;
  /** What somebody waits for, and what goes on in the background. */
  let asking: Promise<T | null> | null = null;
  let freshening: Promise<unknown> | null = null;

  const age = () => kept === null ? Infinity : world.now() - kept.at;

  /** What another instance, or this one before it was started again, has got. */
  async function look(): Promise<void> {
    const row = await store.documents.get(name);
    if (row !== null && world.now() - row.at < age()) {
      kept = { value: JSON.parse(row.text), at: row.at };
    }
  }

  /** @param once somebody waits for it: one attempt is all they have time for */
  async function ask(once: boolean): Promise<T | null> {
    askedAt = world.now();
    const outcome = await door.call(operation, request, { subject: null, free: true, once });
    failed = !outcome.ok;
    if (!outcome.ok) return null;
    kept = { value: outcome.value, at: world.now() };
    const text = JSON.stringify(outcome.value);
    try {
      await store.documents.put(name, { text, at: kept.at }, USABLE_MS);
    } catch (error) {
      logError("document_not_kept", error); // It is good all the same.
    }
    return outcome.value;
  }

  /** Asks while somebody waits; those who wait at the same time wait for the same answer. */
  const askNow = () => asking ??= ask(true).finally(() => asking = null);

  return {
    /** What can be had at once: from memory, or null. */
    known: (): T | null => age() < USABLE_MS ? kept!.value : null,

    /** Whether the last time somebody asked there was no good answer. */
    failed: () => failed,

    /** Has it asked for where it is due, and waits for nothing. */
    freshen(): void {
      if (freshening !== null || age() < FRESH_MS) return;
      if (failed && world.now() - askedAt < PAUSE_MS) return;
      freshening = look()
        .then(() => age() < FRESH_MS ? null : ask(false))
        .catch((error) => logError("document_not_read", error))
        .finally(() => freshening = null);
    },

    /** From memory, from the store, or asked for at once; null where there is none to be had. */
    async get(): Promise<T | null> {
      if (age() >= FRESH_MS) await look();
      if (age() >= USABLE_MS) return await askNow();
      this.freshen();
      return kept!.value;
    },

    /** A newer one than the one that is known, asked for at most once a minute; else null. */
    async newer(): Promise<T | null> {
      if (asking === null && world.now() - newerAt < AGAIN_MS) return null;
      newerAt = world.now();
      return await askNow();
    },

    /** Waits for what is being asked for. */
    async settled(): Promise<void> {
      await Promise.allSettled([asking, freshening]);
    },
  };
}
