/**
 * Everything that is kept, behind one door. Several rows change in one step by
 * collecting them in one operation:
 *
 * ```ts
 * const operation = store.begin();
 * store.scores.add(operation, score);
 * store.jobs.add(operation, job);
 * if (!(await store.commit(operation))) throw new Problem("…");
 * ```
 *
 * @module
 */
import { addressChanges } from "./address_changes.ts";
import { allowances } from "./allowances.ts";
import { answers } from "./answers.ts";
import { arrivals } from "./arrivals.ts";
import { attempts } from "./attempts.ts";
import { audit } from "./audit.ts";
import { bin } from "./bin.ts";
import { blobs } from "./blobs.ts";
import { cards } from "./cards.ts";
import { collections } from "./collections.ts";
import { consents } from "./consents.ts";
import { counters } from "./counters.ts";
import { commit } from "./database.ts";
import { deeds } from "./deeds.ts";
import { erasure } from "./erasure.ts";
import { explanations } from "./explanations.ts";
import { exports } from "./exports.ts";
import { documents } from "./documents.ts";
import { deliveries } from "./deliveries.ts";
import { flags } from "./flags.ts";
import { imports } from "./imports.ts";
import { incidentPapers } from "./incident_papers.ts";
import { incidents } from "./incidents.ts";
import { keyReminders } from "./key_reminders.ts";
import { jobs } from "./jobs.ts";
import { leftAddresses } from "./left_addresses.ts";
import { libraryChanges } from "./library_changes.ts";
import { mailbox } from "./mailbox.ts";
import { notices } from "./notices.ts";
import { oauthStates } from "./oauth_states.ts";
import { opened } from "./opened.ts";
import { originals } from "./originals.ts";
import { photoDrafts } from "./photo_drafts.ts";
import { places } from "./places.ts";
import { practice } from "./practice.ts";
import { retention } from "./retention.ts";
import { savedViews } from "./saved_views.ts";
import { scores } from "./scores.ts";
import { sessions } from "./sessions.ts";
import { shares } from "./shares.ts";
import { space } from "./space.ts";
import { summary } from "./summary.ts";
import { suppressions } from "./suppressions.ts";
import { told } from "./told.ts";
import { turns } from "./turns.ts";
import { users } from "./users.ts";
import { vendorStatus } from "./vendor_status.ts";

/** All kinds of records on one database. */
export type Store = ReturnType<typeof createStore>;

/** The store on an open database; whoever opened it closes it. */
export function createStore(kv: Deno.Kv) {
  const parts = { answers: answers(kv), blobs: blobs(kv), jobs: jobs(kv), scores: scores(kv) };
  const papers = incidentPapers(kv);
  return {
    ...parts,
    begin: () => kv.atomic(),
    commit,
    addressChanges: addressChanges(kv),
    allowances: allowances(kv),
    arrivals: arrivals(kv),
    attempts: attempts(kv),
    audit: audit(kv),
    bin: bin(kv),
    cards: cards(kv, async (userId, id) => (await parts.scores.get(userId, id))?.value ?? null),
    collections: collections(kv),
    consents: consents(kv),
    counters: counters(kv),
    deeds: deeds(kv),
    erasure: erasure(kv, parts),
    explanations: explanations(kv),
    exports: exports(kv),
    documents: documents(kv),
    deliveries: deliveries(kv),
    flags: flags(kv),
    imports: imports(kv),
    incidentPapers: papers,
    incidents: incidents(kv, papers),
    keyReminders: keyReminders(kv),
    leftAddresses: leftAddresses(kv),
    libraryChanges: libraryChanges(kv),
    mailbox: mailbox(kv),
    notices: notices(kv),
    oauthStates: oauthStates(kv),
    opened: opened(kv),
    originals: originals(kv),
    photoDrafts: photoDrafts(kv),
    places: places(kv),
    practice: practice(kv),
    retention: retention(kv),
    savedViews: savedViews(kv),
    sessions: sessions(kv),
    shares: shares(kv),
    space: space(kv),
    summary: summary(kv),
    suppressions: suppressions(kv),
    told: told(kv),
    turns: turns(kv),
    users: users(kv),
    vendorStatus: vendorStatus(kv),
    /** One read: is the database there? @throws what the database throws when it is not */
    async ping(): Promise<void> {
      await kv.get(["ping"]);
    },
  };
}
