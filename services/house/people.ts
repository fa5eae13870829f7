/**
 * What belongs to a person: signing in and out, what they agree to, their address, and leaving.
 *
 * @module
 */
import { createAllowance } from "../allowance.ts";
import { createConsents } from "../consents.ts";
import { createAddressChanges } from "../identity/address_change.ts";
import { createApprovals } from "../identity/approval.ts";
import { createAttempts } from "../identity/attempt.ts";
import { createCodes } from "../identity/code.ts";
import { createDeletionJob, createRemoval, DELETION } from "../identity/deletion.ts";
import { createGoogle } from "../identity/google.ts";
import { createGoogleAccounts } from "../identity/google_account.ts";
import { createDeletions, createLeavingJob, LEAVING } from "../identity/leaving.ts";
import { createOwnership } from "../identity/ownership.ts";
import { createSessions } from "../identity/session.ts";
import { createSignInLinks } from "../identity/sign_in_link.ts";
import { createWaiting } from "../identity/waiting.ts";
import { createWrongCodes } from "../identity/wrong_codes.ts";
import type { JobHandler } from "../jobs.ts";
import { createLedger } from "../ledger.ts";
import { createNews } from "../mail/news.ts";
import { createPost } from "../mail/post.ts";
import { createSpace } from "../space.ts";
import type { HouseNeeds } from "./needs.ts";

export type People = ReturnType<typeof createPeople>;

/** Its services, and how its jobs are done. */
export function createPeople({ config, store, world, outside, later }: HouseNeeds) {
  const { flags, meters, integrations, gemini, mailer, originals } = outside;
  const { origin } = config;
  const allowance = createAllowance(store, world);
  const consents = createConsents(
    store,
    flags,
    { gemini: gemini !== null, mail: mailer.ready },
    world,
  );
  const post = createPost({ jobs: later, mailer, origin, world });
  const sessions = createSessions(store, config.sessionKeys, world);
  const ownership = createOwnership({ store, sessions, post, world });
  const attempts = createAttempts({ store, sessions, ownership, world });
  const wrongCodes = createWrongCodes(allowance);
  const googleAccounts = createGoogleAccounts({ store, sessions, post, world });
  const removal = createRemoval({ store, jobs: later, post, world });
  const addressChanges = createAddressChanges({ store, sessions, post, allowance, origin, world });

  const handlers: Record<string, JobHandler> = {
    "send-mail": mailer.job,
    [DELETION]: createDeletionJob({ store, originals, post, world }),
    [LEAVING]: createLeavingJob({ store, removal, addressChanges, jobs: later, world }),
  };

  return {
    handlers,
    /** For the other parts of the house. */
    inner: {
      post,
      news: createNews({ store, jobs: later, post, allowance, origin, world }),
    },
    services: {
      sessions,
      links: createSignInLinks({
        store,
        jobs: later,
        mailer,
        attempts,
        allowance,
        origin,
        world,
      }),
      codes: createCodes({ store, attempts, wrongCodes, world }),
      approvals: createApprovals({ store, sessions, attempts, allowance, world }),
      waiting: createWaiting({ store, attempts, wrongCodes, world }),
      allowance,
      consents,
      google: createGoogle({
        config,
        door: integrations["google-oauth"],
        store,
        accounts: googleAccounts,
        flags,
        world,
      }),
      googleAccounts,
      addressChanges,
      deletions: createDeletions({
        store,
        sessions,
        addressChanges,
        removal,
        jobs: later,
        post,
        days: config.deleteAfterDays,
        world,
      }),
      space: createSpace(store, config.quotaBytes),
      ledger: createLedger({ store, flush: meters.flush, world }),
    },
  };
}
