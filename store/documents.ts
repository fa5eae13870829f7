/**
 * What others publish and we keep for a while, so that a restart need not ask for it again.
 *
 * `documents/NAME…` the text and when it was got.
 *
 * @module
 */
import { commit } from "./database.ts";

/** A document as it was got. */
interface KeptText {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Rows of documents; a text has at most 60,000 bytes. */
export function documents(kv: Deno.Kv) {
  return {
    async get(name: readonly string[]): Promise<KeptText | null> {
      return (await kv.get<KeptText>(["documents", ...name])).value;
    },

    async put(name: readonly string[], kept: KeptText, expireInMs: number): Promise<void> {
      await commit(kv.atomic().set(["documents", ...name], kept, { expireIn: expireInMs }));
    },
  };
}
