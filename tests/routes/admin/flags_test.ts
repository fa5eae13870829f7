import assert from "node:assert/strict";
import { parseConfig } from "../../../services/config.ts";
import { createServices } from "../../../services/services.ts";
import { realWorld } from "../../../services/world.ts";
import { atDesk, type Desk, plain } from "../../desk.ts";

/** The version of a flag that the page shows. */
async function seen({ clara }: Desk, name: string): Promise<string> {
  const { text } = await clara.get("/admin/flags");
  const form = text.slice(text.indexOf(`name="name" value="${name}"`));
  return /name="seen" value="([^"]+)"/.exec(form)![1];
}

async function set(desk: Desk, name: string, fields: Record<string, string>): Promise<string> {
  const { location } = await desk.clara.post("/admin/flags", {
    name,
    seen: await seen(desk, name),
    act: "set",
    ...fields,
  });
  return plain((await desk.clara.get(location)).text);
}

Deno.test("each flag says what it switches, and that it is on where nobody has set it", async () => {
  await atDesk(async ({ clara }) => {
    const said = plain((await clara.get("/admin/flags")).text);
    assert.match(
      said,
      /gemini\/read-score On , as nobody has set it reading scores by Gemini; off/,
    );
    assert.match(said, /Nobody changed anything\./);
  });
});

Deno.test("what is switched off at the desk is off on another instance within five seconds", async () => {
  await atDesk(async (desk) => {
    const config = parseConfig({ DENO_KV_PATH: ":memory:" });
    const other = createServices(config, desk.app.kv, realWorld);
    await other.flags.refresh();
    assert.equal(other.flags.isOn("gemini", null), true);
    assert.match(await set(desk, "gemini", { share: "off" }), /gemini: It is set\./);
    const end = Date.now() + 5_000;
    while (other.flags.isOn("gemini", null) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await other.flags.refresh();
    }
    assert.equal(other.flags.isOn("gemini", null), false);
    await other.close();
  });
});

Deno.test("a flag is on for a share, and for people by id or address; no address is kept or shown", async () => {
  await atDesk(async (desk) => {
    const { app, store, claraId } = desk;
    await app.visitor().signIn("fanny@example.org");
    const fannyId = (await store.users.byEmail("fanny@example.org"))!.id;
    const add = `Fanny@example.org, ${claraId}`;
    const said = await set(desk, "gemini", { share: "some", percent: "25", add });
    assert.match(said, /gemini On for 25 of 100, and for 2 by name/);
    const flag = (await store.flags.all()).get("gemini")!;
    assert.deepEqual([flag.percent, flag.people], [25, [claraId, fannyId].sort()]);
    const { text } = await desk.clara.get("/admin/flags");
    assert.doesNotMatch(text, /fanny@/i);
    await set(desk, "gemini", { share: "off", keep: fannyId });
    assert.deepEqual((await store.flags.all()).get("gemini")!.people, [fannyId]);
    const rows = await Array.fromAsync(app.kv.list({ prefix: ["deeds"] }));
    assert.doesNotMatch(JSON.stringify(rows), /fanny@/i);
  });
});

Deno.test("who has no account is not taken, and nothing is changed", async () => {
  await atDesk(async (desk) => {
    for (const add of ["nobody@example.org", "01k8z3m4q5r6s7t8v9w0x1y2z3", "clara"]) {
      assert.match(await set(desk, "gemini", { share: "off", add }), /There is no account/);
    }
    assert.match(await set(desk, "gemini", { share: "some", percent: "101" }), /from 0 to 100/);
    assert.equal((await desk.store.flags.all()).size, 0);
  });
});

// By the page of flags an operator learnt whether an address has an account, and nothing told of it.
Deno.test("that an address was looked up for a flag is noted, whatever becomes of the flag", async () => {
  await atDesk(async ({ app, clara, claraId, store }) => {
    await app.visitor().signIn("fanny@example.org");
    const fannyId = (await store.users.byEmail("fanny@example.org"))!.id;
    const add = "fanny@example.org nobody@example.org";
    const wish = { name: "gemini", seen: "another", act: "set", share: "off", add };
    await clara.post("/admin/flags", wish);
    const deeds = await store.deeds.between(0, Infinity, 10);
    assert.deepEqual(deeds.map(({ by, what, subject }) => [by, what, subject]), [
      [claraId, "address-looked-up", fannyId],
    ]);
  });
});

Deno.test("of two operators who opened the same page the second is told, and overwrites nothing", async () => {
  await atDesk(async (desk) => {
    const version = await seen(desk, "resend");
    await set(desk, "resend", { share: "off" });
    const { location } = await desk.clara.post("/admin/flags", {
      name: "resend",
      seen: version,
      act: "set",
      share: "some",
      percent: "50",
    });
    assert.match(plain((await desk.clara.get(location)).text), /Somebody else has changed it/);
    assert.equal((await desk.store.flags.all()).get("resend")!.on, false);
  });
});

Deno.test("two clicks change a flag once, and it goes back to its default", async () => {
  await atDesk(async (desk) => {
    const { clara, claraId, store } = desk;
    const fields = { name: "gemini", seen: await seen(desk, "gemini"), act: "set", share: "off" };
    await Promise.all([clara.post("/admin/flags", fields), clara.post("/admin/flags", fields)]);
    await set(desk, "gemini", { act: "default" });
    assert.equal((await store.flags.all()).size, 0);
    const deeds = await store.deeds.between(0, Infinity, 10);
    assert.deepEqual(deeds.map(({ by, to, more }) => [by, to, more]), [
      [claraId, "gemini", "off → on (default)"],
      [claraId, "gemini", "on (default) → off"],
    ]);
    assert.match(
      plain((await clara.get("/admin/flags")).text),
      /on \(default\) → off just now by you/,
    );
  });
});

Deno.test("a flag that the app does not ask for is not made", async () => {
  await atDesk(async ({ clara, store }) => {
    await clara.post("/admin/flags", { name: "x/y", seen: "none", act: "set", share: "off" });
    assert.equal((await store.flags.all()).size, 0);
  });
});
