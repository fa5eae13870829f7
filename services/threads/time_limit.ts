import { Script } from "node:vm";

/** Where the script finds what to do; a thread does one thing at a time. */
const slot = Symbol.for("attacca.timeLimit.work");
const script = new Script(`globalThis[Symbol.for(${JSON.stringify(slot.description)})]()`);

/**
 * Does something that does not wait for anything, and stops it after `ms` wherever it is, in WASM
 * too. Ending a worker does not: one that is in a loop goes on and keeps a processor for ever
 * (denoland/deno#35657). What it worked on is in a state that nobody knows.
 *
 * @throws what `work` throws, and an error that names the time where it was stopped
 */
export function withTimeLimit<T>(ms: number, work: () => T): T {
  const scope = globalThis as { [slot]?: () => Outcome<T> };
  scope[slot] = () => outcomeOf(work);
  let outcome: Outcome<T>;
  try {
    outcome = script.runInThisContext({ timeout: ms });
  } finally {
    delete scope[slot];
  }
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}

type Outcome<T> = { value: T } | { error: unknown };

/**
 * What work comes to. Nothing may be thrown out of a script: of what WASM throws where it has no
 * memory left (a `WebAssembly.Exception`) the whole process dies there (Deno 2.9.6).
 */
function outcomeOf<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}
