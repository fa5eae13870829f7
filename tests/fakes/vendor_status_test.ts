import assert from "node:assert/strict";
import { faults } from "./fault.ts";
import { startVendorStatus } from "./vendor_status.ts";

async function read(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

Deno.test("both pages say that all is well until told otherwise", async () => {
  await using fake = startVendorStatus();
  const page = await read(`${fake.origin}/api/v2/summary.json`);
  assert.deepEqual(page.body.status, {
    indicator: "none",
    description: "All Systems Operational",
  });
  assert.equal(page.body.components[0].status, "operational");
  assert.deepEqual(page.body.incidents, []);
  assert.deepEqual((await read(`${fake.origin}/incidents.json`)).body, []);
});

Deno.test("a Statuspage shows the parts and incidents that were set", async () => {
  await using fake = startVendorStatus();
  fake.statuspage({
    indicator: "major",
    components: [{ name: "Email sending", status: "partial_outage" }],
    incidents: [{ name: "Mails are late", impact: "major", body: "We look into it.", at: 1000 }],
  });
  const { body } = await read(`${fake.origin}/api/v2/summary.json`);
  assert.equal(body.status.indicator, "major");
  assert.equal(body.components[0].name, "Email sending");
  assert.equal(body.components[0].status, "partial_outage");
  assert.equal(body.incidents[0].created_at, "1970-01-01T00:00:01.000Z");
  assert.equal(body.incidents[0].incident_updates[0].body, "We look into it.");
  fake.statuspage({});
  const well = await read(`${fake.origin}/api/v2/summary.json`);
  assert.equal(well.body.status.indicator, "none");
});

Deno.test("an incident of Google Cloud has an end once it is over", async () => {
  await using fake = startVendorStatus();
  const incident = { product: "Vertex Gemini API", description: "Errors", begin: 1000 };
  fake.cloud([incident]);
  const open = await read(`${fake.origin}/incidents.json`);
  assert.equal("end" in open.body[0], false);
  assert.equal(open.body[0].affected_products[0].title, "Vertex Gemini API");
  assert.equal(open.body[0].most_recent_update.status, "SERVICE_DISRUPTION");
  fake.cloud([{ ...incident, end: 2000 }]);
  const over = await read(`${fake.origin}/incidents.json`);
  assert.equal(over.body[0].end, "1970-01-01T00:00:02.000Z");
  assert.equal(over.body[0].most_recent_update.status, "AVAILABLE");
});

Deno.test("another address answers 404", async () => {
  await using fake = startVendorStatus();
  const response = await fetch(`${fake.origin}/api/v2/status`);
  await response.bytes();
  assert.equal(response.status, 404);
});

Deno.test("under every fault no status page can be read, and it mends", async () => {
  await using fake = startVendorStatus();
  const url = `${fake.origin}/api/v2/summary.json`;
  for (const fault of Object.keys(faults) as (keyof typeof faults)[]) {
    await fake.break(fault);
    const signal = AbortSignal.timeout(fault === "huge" ? 5000 : 150);
    const read = async () => {
      const response = await fetch(url, { signal });
      const body = await response.text();
      assert.ok(response.ok, "a status of trouble");
      assert.ok(JSON.parse(body).status?.indicator, "another shape");
    };
    await assert.rejects(read, fault);
    await fake.mend();
    const well = await fetch(url);
    assert.equal((await well.json()).status.indicator, "none", fault);
  }
});
