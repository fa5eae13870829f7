/**
 * What a person allows to be sent, to a third party or to themselves. They are asked once, and can
 * change their mind at any time.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Consent } from "./integration/definition.ts";
import type { Flags } from "./integration/flags.ts";
import type { World } from "./world.ts";

/** `off`: there is nothing that could be sent, so nobody is asked. */
export type ConsentState = "off" | "unasked" | "allowed" | "refused";

/** The consents of all people. */
export type Consents = ReturnType<typeof createConsents>;

/** What is set up: all purposes are about what Gemini does, and one is about mail that tells of it. */
interface SetUp {
  readonly gemini: boolean;
  readonly mail: boolean;
}

export function createConsents(store: Store, flags: Flags, { gemini, mail }: SetUp, world: World) {
  return {
    /** How a person stands to a purpose. */
    async state(userId: string, purpose: Consent): Promise<ConsentState> {
      if (!gemini || purpose === "mail-news" && !mail) return "off";
      await flags.refresh();
      if (!flags.isOn("gemini", userId)) return "off";
      const answer = await store.consents.answer(userId, purpose);
      if (answer === null) return "unasked";
      return answer.allowed ? "allowed" : "refused";
    },

    /**
     * A person's answer; it holds from now on, also for what waits to be sent. Whoever has asked
     * for their account to be deleted meanwhile allows nothing any more.
     */
    async answer(userId: string, purpose: Consent, allowed: boolean): Promise<void> {
      while (true) {
        const user = await store.users.entry(userId);
        if (user === null || user.value.leaving) return;
        const operation = store.begin().check(user);
        store.consents.set(operation, userId, purpose, { allowed, at: world.now() });
        if (await store.commit(operation)) return;
      }
    },
  };
}
