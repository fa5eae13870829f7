/**
 * What a person allows to be sent to a third party. They are asked once, and can
 * change their mind at any time.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Consent } from "./integration/definition.ts";
import type { Flags } from "./integration/flags.ts";
import type { World } from "./world.ts";

/** `off`: there is nobody to send anything to, so nobody is asked. */
export type ConsentState = "off" | "unasked" | "allowed" | "refused";

/** The consents of all people. */
export type Consents = ReturnType<typeof createConsents>;

/** @param setUp whether Gemini, which all purposes are about, is set up */
export function createConsents(store: Store, flags: Flags, setUp: boolean, world: World) {
  return {
    /** How a person stands to a purpose. */
    async state(userId: string, purpose: Consent): Promise<ConsentState> {
      if (!setUp) return "off";
      await flags.refresh();
      if (!flags.isOn("gemini", userId)) return "off";
      const answer = await store.consents.answer(userId, purpose);
      if (answer === null) return "unasked";
      return answer.allowed ? "allowed" : "refused";
    },

    /** A person's answer; it holds from now on, also for what waits to be sent. */
    async answer(userId: string, purpose: Consent, allowed: boolean): Promise<void> {
      const now = world.now();
      if (allowed) await store.consents.give(userId, purpose, now);
      else await store.consents.refuse(userId, purpose, now);
    },
  };
}
