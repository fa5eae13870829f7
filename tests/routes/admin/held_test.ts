/**
 * What an operator begins while signed in, and ends when they are no more: nothing of it is done,
 * and nothing is noted (ASVS 5.0 7.4.1).
 */
import assert from "node:assert/strict";
import { aJob, atDesk, type Desk, waitWith } from "../../desk.ts";
import { held } from "../../held.ts";
import type { Job } from "../../../store/jobs.ts";

/** Given up, and to be tried again. */
async function givenUp({ app, store }: Desk, claraId: string): Promise<Job> {
  const now = app.services.world.now();
  const payload = { userId: claraId, act: "restore", ids: [] };
  const job = aJob(now, { kind: "change-bin", payload });
  await waitWith(store, job);
  const entry = (await store.jobs.get(job.id))!;
  await store.jobs.bury(entry, { lastError: "away", at: now, keep: true });
  return job;
}

const FANNY = "fanny@example.org";
const flag = { name: "gemini", seen: "none", act: "set", share: "off" };

/** What is sent where, given a job that waits, one that was given up, and the id of an account. */
const ACTS: Record<
  string,
  (job: string, dead: string, fanny: string) => [path: string, fields: Record<string, string>]
> = {
  "trying a job now": (id) => ["/admin/queue", { act: "retry", id }],
  "putting a job off": (id) => ["/admin/queue", { act: "day", id }],
  "discarding a job": (id) => ["/admin/queue", { act: "discard", id }],
  "trying again what was given up": (_, id) => ["/admin/queue", { act: "again", id }],
  "setting a flag": () => ["/admin/flags", flag],
  "looking an address up for a flag": () => ["/admin/flags", { ...flag, add: FANNY }],
  "looking an account up": () => ["/admin/accounts", { who: FANNY }],
  "searching the audit by an address": () => ["/admin/audit", { who: FANNY }],
  "taking the audit along": () => ["/admin/audit/export", { query: "kind=deed" }],
  "opening an incident": () => ["/admin/incidents", { title: "Slow", about: "house" }],
  "enabling an account": (_, __, fanny) => [`/admin/accounts/${fanny}`, { do: "enable" }],
};

for (const [act, sent] of Object.entries(ACTS)) {
  Deno.test(`a session that is ended meanwhile ends it: ${act}`, async () => {
    await atDesk(async (desk) => {
      const { app, store, clara, claraId } = desk;
      await app.visitor().signIn(FANNY);
      const fanny = await store.users.entry((await store.users.byEmail(FANNY))!.id);
      const operation = store.begin();
      store.users.change(operation, fanny!, { ...fanny!.value, disabledAt: 1 });
      await store.commit(operation);
      const job = aJob(app.services.world.now());
      await waitWith(store, job);
      const dead = await givenUp(desk, claraId);
      const rows = () =>
        Promise.all(
          ["jobs", "jobs_dead", "flags", "deeds", "incidents", "users"].map((prefix) =>
            Array.fromAsync(app.kv.list({ prefix: [prefix] }))
          ),
        );
      const owner = await app.visitor().signIn("clara@example.org");
      let before: unknown;
      const status = await held(
        clara,
        ...sent(job.id, dead.id, fanny!.value.id),
        async () => {
          await owner.post("/account/sessions", { end: "others" });
          before = await rows();
        },
      );
      assert.equal(status, 401);
      assert.deepEqual(await rows(), before);
    });
  });
}
