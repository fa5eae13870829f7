/**
 * What stands between the house and third parties: the doors to them, what goes through, who carries
 * the mail, and where files lie.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import type { Config } from "../config.ts";
import { createBudget } from "../costs/budget.ts";
import { createGemini } from "../gemini/client.ts";
import { createFlags } from "../integration/flags.ts";
import { createMeters } from "../integration/meters.ts";
import { createIntegrations, type Integrations, type Patience, setUp } from "../integrations.ts";
import { createMailer, type MailProvider } from "../mail/mailer.ts";
import { createResendClient, createResendProvider } from "../mail/resend.ts";
import { createOriginals, type Storage } from "../originals.ts";
import { createS3 } from "../storage/s3.ts";
import type { World } from "../world.ts";

export type Outside = ReturnType<typeof createOutside>;

/** @param patience replaces how long the integrations wait and how often they try */
export function createOutside(config: Config, store: Store, world: World, patience: Patience) {
  const flags = createFlags(store, world);
  const meters = createMeters(store, world);
  const budget = createBudget({ config, store, meters, world });
  const doors = { store, flags, meters, budget, world };
  const integrations = createIntegrations(config, doors, patience);
  return {
    flags,
    meters,
    budget,
    integrations,
    /** Null where it is not set up. */
    gemini: config.gemini && integrations.gemini &&
      createGemini(integrations.gemini, config.gemini, { notices: store.notices, world }),
    mailer: createMailer({
      provider: mailProvider(config, store, integrations, world),
      from: config.mailFrom,
      store,
      world,
    }),
    originals: createOriginals(store, storage(config, integrations), world),

    /** Writes down what was counted. */
    flush: () => Promise.all([meters.flush(), ...setUp(integrations).map((one) => one.flush())]),
  };
}

/** Where files move on to; null where they stay in the database. */
function storage(config: Config, integrations: Integrations): Storage | null {
  const door = integrations.storage;
  return config.storage && door && { door, s3: createS3(config.storage) };
}

/** Who carries the mail: Resend where it is set up, else, in development, a page that shows it. */
function mailProvider(
  config: Config,
  store: Store,
  integrations: Integrations,
  world: World,
): MailProvider | null {
  if (config.resend && integrations.resend) {
    return createResendProvider(integrations.resend, createResendClient(config.resend), world);
  }
  if (config.env === "production") return null;
  return {
    async send(mail) {
      await store.mailbox.put(mail);
      return { ok: true, value: undefined };
    },
    rehearse: () => Promise.resolve({ ok: true, value: undefined }),
  };
}
