import assert from "node:assert/strict";
import { aJob, atDesk, plain, waitWith } from "../../desk.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

Deno.test("the queue says what waits, whose it is by an id alone, why, and until when", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const fanny = await app.visitor().signIn("fanny@example.org");
    const id = (await store.users.byEmail("fanny@example.org"))!.id;
    assert.ok(fanny);
    const now = app.services.world.now();
    await waitWith(
      store,
      aJob(now),
      aJob(now, { kind: "delete-account", payload: { userId: id }, attempts: 0 }),
    );
    const { text } = await clara.get("/admin/queue");
    const said = plain(text);
    assert.match(said, /2 jobs wait\./);
    assert.match(said, /Mail 1 waits ?, 1 failed before/);
    assert.match(said, /Due in 7 days , came 1 minute ago , begun once/);
    assert.match(said, /Last time: Cannot call resend: it failed too often just now/);
    assert.ok(said.includes(`For ${id}`), "the letter's too");
    assert.doesNotMatch(text, /fanny@/);
    assert.match(said, /A person has left and is owed this, so it cannot be discarded/);
  });
});

Deno.test("what is tried now is done, and noted", async () => {
  await atDesk(async ({ app, store, clara, claraId }) => {
    const job = aJob(app.services.world.now());
    await waitWith(store, job);
    const { location } = await clara.post("/admin/queue", { act: "retry", id: job.id });
    assert.match(plain((await clara.get(location)).text), /1 job is due now\./);
    assert.equal((await clara.mails()).filter(({ to }) => to === "fanny@example.org").length, 1);
    const [deed] = await store.deeds.between(0, Infinity, 10);
    assert.deepEqual([deed.by, deed.what, deed.to], [claraId, "job-retried", job.id]);
    assert.doesNotMatch(JSON.stringify(deed), /@/);
  });
});

Deno.test("what is put off for an hour by two clicks is put off for one hour, and noted once", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const jobs = [aJob(app.services.world.now()), aJob(app.services.world.now())];
    await waitWith(store, ...jobs);
    const { location } = await clara.post("/admin/queue", { act: "hour", all: "send-mail" });
    const asked = (await clara.get(location)).location;
    const post = () => clara.post(asked, {});
    await Promise.all([post(), post()]);
    for (const { id } of jobs) {
      const off = (await store.jobs.get(id))!.value.dueAt - app.services.world.now();
      assert.ok(off > HOUR - 10_000 && off <= HOUR, String(off));
    }
    assert.equal((await store.deeds.between(0, Infinity, 10)).length, 2);
    await clara.post("/admin/queue", { act: "day", id: jobs[0].id });
    const off = (await store.jobs.get(jobs[0].id))!.value.dueAt - app.services.world.now();
    assert.ok(off > DAY - 10_000 && off <= DAY);
  });
});

Deno.test("before all of a kind is discarded a page says how many, and what is lost; what came since stays", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const now = app.services.world.now();
    const [one, other, later] = [aJob(now), aJob(now), aJob(now)];
    await waitWith(store, one, other);
    const { location } = await clara.post("/admin/queue", { act: "discard", all: "send-mail" });
    assert.ok(await store.jobs.get(one.id), "nothing is done before it is asked");
    const asked = (await clara.get(location)).location;
    const page = await clara.get(asked);
    assert.match(plain(page.text), /Discard 2 jobs\?.*Mail\..*given up at once/);
    assert.match(plain(page.text), /The letter does not arrive/);
    assert.match(page.text, /<form method="post"[^>]*>.*Discard them all.*Do nothing/s);
    await waitWith(store, later);
    assert.match(plain((await clara.get(asked)).text), /Discard 2 jobs\?/);
    const done = await clara.post(asked, {});
    assert.match(plain((await clara.get(done.location)).text), /2 jobs are discarded\./);
    const left = [one, other, later].map(async ({ id }) => await store.jobs.get(id) !== null);
    assert.deepEqual(await Promise.all(left), [false, false, true]);
    const again = await clara.post(asked, {});
    assert.match(plain((await clara.get(again.location)).text), /There was nothing to do\./);
  });
});

Deno.test("all letters are put off, or tried, once it is said what that does; what is owed is not discarded", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const owed = aJob(app.services.world.now(), { kind: "delete-account", payload: {} });
    await waitWith(store, aJob(app.services.world.now()), owed);
    const ask = async (act: string, all = "send-mail") => {
      const { location } = await clara.post("/admin/queue", { act, all });
      return await clara.get((await clara.get(location)).location);
    };
    const off = plain((await ask("day")).text);
    assert.match(off, /Put one job off for a day\?.*of no use by then is given up/);
    assert.match(plain((await ask("retry")).text), /Try one job now\?.*brings nothing sooner/);
    const refused = await ask("discard", "delete-account");
    assert.match(plain(refused.text), /1 is owed to somebody, and not discarded/);
    assert.ok(await store.jobs.get(owed.id));
    for (const odd of ["kind=send-mail&act=again", "kind=A&act=discard", "act=day", ""]) {
      assert.equal((await clara.get(`/admin/queue/all?${odd}`)).location, "/admin/queue");
    }
    const none = await clara.get("/admin/queue/all?kind=read-score&act=day&upto=x");
    assert.match(plain((await clara.get(none.location)).text), /There was nothing to do\./);
    assert.deepEqual(await store.deeds.between(0, Infinity, 10), []);
  });
});

Deno.test("two clicks discard a job once; of a letter nothing is kept", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const job = aJob(app.services.world.now());
    await waitWith(store, job);
    const post = () => clara.post("/admin/queue", { act: "discard", id: job.id });
    const answers = await Promise.all([post(), post(), post()]);
    assert.equal(answers.filter(({ location }) => /done=1/.test(location)).length, 1);
    assert.equal((await store.deeds.between(0, Infinity, 10)).length, 1);
    assert.equal(await store.jobs.get(job.id), null);
    assert.equal((await store.jobs.getDead(job.id))!.value.payload, null);
    const said = plain((await clara.get("/admin/queue")).text);
    assert.match(said, /Mail , given up just now \. An operator discarded it\./);
    assert.match(said, /The letter does not arrive/);
    assert.doesNotMatch(said, /Try again/);
    assert.equal(await store.jobs.givenUp("send-mail", 0), 0, "no sign of trouble");
    const again = await clara.post("/admin/queue", { act: "again", id: job.id });
    assert.match(plain((await clara.get(again.location)).text), /what it was about is not kept/);
  });
});

Deno.test("what an instance is at is left alone, and so is what is owed", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const now = app.services.world.now();
    const [taken, owed] = [
      aJob(now, { dueAt: now }),
      aJob(now, { kind: "delete-account", payload: { userId: "x" } }),
    ];
    await waitWith(store, taken, owed);
    assert.ok(await store.jobs.take(now, 60_000));
    const { location } = await clara.post("/admin/queue", { act: "discard", id: taken.id });
    assert.match(
      plain((await clara.get(location)).text),
      /1 is being worked on just now, and left alone/,
    );
    const other = await clara.post("/admin/queue", { act: "discard", id: owed.id });
    assert.match(plain((await clara.get(other.location)).text), /1 is owed to somebody/);
    assert.ok(await store.jobs.get(taken.id) && await store.jobs.get(owed.id));
    assert.deepEqual(await store.deeds.between(0, Infinity, 10), []);
  });
});

Deno.test("of a worker that takes a job and an operator who discards it one is first", async () => {
  await atDesk(async ({ app, store, clara }) => {
    for (let n = 0; n < 12; n++) {
      const now = app.services.world.now();
      const job = aJob(now, { dueAt: now });
      await waitWith(store, job);
      const [taken, { location }] = await Promise.all([
        store.jobs.take(now, 60_000),
        clara.post("/admin/queue", { act: "discard", id: job.id }),
      ]);
      const discarded = /done=1/.test(location);
      assert.notEqual(taken !== null, discarded);
      assert.equal(await store.jobs.getDead(job.id) !== null, discarded);
      if (taken !== null) await store.jobs.done(taken);
    }
  });
});

Deno.test("what was given up and can be done after all is tried again, once", async () => {
  await atDesk(async ({ app, store, clara, claraId }) => {
    const now = app.services.world.now();
    const payload = { userId: claraId, act: "restore", ids: [] };
    const job = aJob(now, { kind: "change-bin", payload, dueAt: now });
    await waitWith(store, job);
    await clara.post("/admin/queue", { act: "discard", id: job.id });
    const page = await clara.get("/admin/queue");
    assert.match(page.text, new RegExp(`<input[^>]*value="${job.id}"`));
    const post = () => clara.post("/admin/queue", { act: "again", id: job.id });
    await Promise.all([post(), post()]);
    await app.services.jobs.drained();
    assert.equal(await store.jobs.getDead(job.id), null);
    assert.equal(await store.jobs.get(job.id), null, "done");
    const deeds = await store.deeds.between(0, Infinity, 10);
    assert.deepEqual(deeds.map(({ what }) => what), ["job-tried-again", "job-discarded"]);
  });
});

Deno.test("what was given up of a person goes with their account", async () => {
  await atDesk(async ({ app, store, clara, claraId }) => {
    const now = app.services.world.now();
    const payload = { userId: claraId, act: "restore", ids: [] };
    const job = aJob(now, { kind: "change-bin", payload });
    await waitWith(store, job);
    await clara.post("/admin/queue", { act: "discard", id: job.id });
    assert.ok(await store.jobs.getDead(job.id));
    await store.flags.set("gemini", { on: false, percent: 0, people: [claraId, "other"] });
    await store.erasure.erase(
      { userId: claraId, email: "clara@example.org", deletedAt: now },
      "delete-account",
    );
    assert.equal(await store.jobs.getDead(job.id), null);
    assert.deepEqual((await store.flags.all()).get("gemini")!.people, ["other"]);
  });
});

Deno.test("a hundred jobs of a kind are shown page by page", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const now = app.services.world.now();
    await waitWith(store, ...Array.from({ length: 101 }, () => aJob(now)));
    const boxes = (text: string) => text.match(/name="id"/g)?.length;
    const first = await clara.get("/admin/queue");
    assert.equal(boxes(first.text), 10);
    assert.match(first.text, /href="\/admin\/queue\?kind=send-mail"/);
    assert.equal(boxes((await clara.get("/admin/queue?kind=send-mail")).text), 50);
    assert.equal(boxes((await clara.get("/admin/queue?kind=send-mail&page=3")).text), 1);
  });
});

Deno.test("nothing chosen is said, and nothing is done", async () => {
  await atDesk(async ({ store, clara }) => {
    const { location } = await clara.post("/admin/queue", { act: "discard" });
    assert.match(plain((await clara.get(location)).text), /Choose at least one first\./);
    const odd = await clara.post("/admin/queue", { act: "explode", id: "x" });
    assert.equal(odd.status, 303);
    assert.deepEqual(await store.deeds.between(0, Infinity, 10), []);
  });
});

Deno.test("before anything is discarded the page says what that means, and what was given up is a link away", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const [one, other] = [aJob(app.services.world.now()), aJob(app.services.world.now())];
    await waitWith(store, one, other);
    await clara.post("/admin/queue", { act: "discard", id: one.id });
    const { text } = await clara.get("/admin/queue");
    assert.match(plain(text), /What is discarded is given up at once\. The letter does not arrive/);
    assert.match(text, /<a href="#given-up"[^>]*>One job was given up\./);
  });
});

// A deletion that was given up was told nowhere but below fifty newer letters, or not at all.
Deno.test("what is owed to a person and was given up is on the desk's first page, and first of what was given up", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const now = app.services.world.now();
    const payload = { userId: "01k8z3m4q5r6s7t8v9w0x1y2z3" };
    const owed = aJob(now, { kind: "delete-account", payload });
    const letters = Array.from({ length: 60 }, () => aJob(now));
    await waitWith(store, owed, ...letters);
    for (const [n, { id }] of [owed, ...letters].entries()) {
      const entry = (await store.jobs.get(id))!;
      await store.jobs.bury(entry, { lastError: "away", at: now + n, keep: id === owed.id });
    }
    const { text } = await clara.get("/admin");
    assert.match(text, /href="\/admin\/queue#given-up"[^>]*>What is owed to a person was given up/);
    const queue = (await clara.get("/admin/queue")).text;
    const first = queue.slice(queue.indexOf('id="given-up"'));
    assert.match(plain(first), /61 jobs in the last thirty days.*?Deleting accounts/);
    await clara.post("/admin/queue", { act: "again", id: owed.id });
    await app.services.jobs.drained();
    assert.doesNotMatch((await clara.get("/admin")).text, /was given up/);
  });
});
