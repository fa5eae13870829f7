/**
 * What belongs to whoever runs the house: the watch, what it tells, and the desk.
 *
 * @module
 */
import { createAccounts } from "../accounts.ts";
import { createAudit } from "../audit.ts";
import { createBanner } from "../banner.ts";
import { createBudgetNotices } from "../costs/budget_notices.ts";
import { createCosts } from "../costs/costs.ts";
import { createFlagDesk } from "../desk/flags.ts";
import { createGlance } from "../desk/glance.ts";
import { createHealth } from "../health.ts";
import { createIncidents } from "../incidents.ts";
import { createIncidentDesk } from "../incidents/desk.ts";
import { setUp } from "../integrations.ts";
import type { Jobs } from "../jobs.ts";
import { createKeys } from "../keys.ts";
import { createOperators } from "../operators.ts";
import { createQueue } from "../queue.ts";
import { createStatus } from "../status.ts";
import { createVendorStatus } from "../vendor_status.ts";
import { createWatch } from "../watch.ts";
import type { HouseNeeds } from "./needs.ts";
import type { People } from "./people.ts";

interface Needs extends HouseNeeds {
  readonly people: People;
  readonly jobs: Jobs;
}

/** Its services. */
export function createDesk({ config, store, world, outside, later, people, jobs }: Needs) {
  const { flags, meters, budget, integrations, mailer } = outside;
  const { sessions, space } = people.services;
  const operators = createOperators({ config, store, sessions, world });
  const health = createHealth({ config, store, world, flags, meters, budget, integrations });
  const incidents = createIncidents({ store, jobs: later, mailer, config, world });
  const vendorStatus = createVendorStatus(
    store,
    config.statusPages,
    setUp(integrations).map(({ definition }) => definition.name),
    world,
  );
  const keys = createKeys({ config, store, jobs: later, mailer, world });
  const status = createStatus({ store, health, incidents, vendorStatus, world });
  return {
    health,
    incidents,
    status,
    banner: createBanner(store, integrations, world),
    watch: createWatch({
      store,
      flags,
      meters,
      integrations,
      incidents,
      keys,
      budgetNotices: createBudgetNotices({ budget, store, jobs: later, mailer, config, world }),
      vendorStatus,
      world,
    }),
    operators,
    keys,
    incidentDesk: createIncidentDesk({ store, incidents, operators, jobs: later, world }),
    audit: createAudit({ store, operators, world }),
    accounts: createAccounts({ store, sessions, space, operators, world }),
    glance: createGlance({
      store,
      status,
      incidents,
      integrations,
      flags,
      meters,
      budget,
      world,
    }),
    queue: createQueue({ store, jobs, operators, world }),
    flagDesk: createFlagDesk({ store, operators, world }),
    costs: createCosts({ config, store, meters, budget, world }),
  };
}
