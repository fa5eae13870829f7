import assert from "node:assert/strict";
import { createVendorStatus } from "../../services/vendor_status.ts";
import { parseBeginning } from "../../services/vendor_status/google_cloud.ts";
import { realWorld } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";
import { type Fault, faults } from "../fakes/fault.ts";
import { startVendorStatus } from "../fakes/vendor_status.ts";

const MINUTE = 60_000;

async function withPages(
  run: (house: {
    fake: ReturnType<typeof startVendorStatus>;
    vendors: ReturnType<typeof createVendorStatus>;
    pass: (ms: number) => void;
  }) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  await using fake = startVendorStatus();
  let skew = 0;
  const world = { ...realWorld, now: () => Date.now() + skew };
  const pages = {
    resend: `${fake.origin}/api/v2/summary.json`,
    google: `${fake.origin}/incidents.json`,
  };
  const names = ["google-oauth", "resend", "gemini"] as const;
  const vendors = createVendorStatus(createStore(kv), pages, names, world, 800);
  try {
    await run({ fake, vendors, pass: (ms) => skew += ms });
  } finally {
    kv.close();
  }
}

Deno.test("each vendor's own words are kept, of what concerns us", async () => {
  await withPages(async ({ fake, vendors }) => {
    fake.statuspage({
      indicator: "minor",
      incidents: [{ name: "Mails are late", impact: "minor", at: 1000 }],
    });
    fake.cloud([
      { product: "Google Compute Engine", description: "Machines stop", begin: 3000 },
      { product: "Vertex Gemini API", description: "Elevated\n errors", begin: 2000 },
      { product: "Vertex Gemini API", description: "Old", begin: 10, end: 20 },
    ]);
    await vendors.poll();
    assert.deepEqual((await vendors.of("resend"))!.word, {
      vendor: "Resend",
      level: "trouble",
      text: "Partially Degraded Service: Mails are late",
      since: 1000,
    });
    assert.deepEqual((await vendors.of("gemini"))!.word, {
      vendor: "Google",
      level: "trouble",
      text: "Elevated errors",
      since: 2000,
    });
    assert.equal((await vendors.of("google-oauth"))!.word!.level, "well");
  });
});

Deno.test("each page is asked every five minutes, once for all that it tells of", async () => {
  await withPages(async ({ fake, vendors, pass }) => {
    await vendors.poll();
    await vendors.poll();
    assert.equal(fake.requests.length, 2);
    pass(5 * MINUTE);
    await vendors.poll();
    assert.equal(fake.requests.length, 4);
    await fake.break("500");
    for (let n = 0; n < 5; n++) {
      pass(5 * MINUTE);
      await vendors.poll();
    }
    assert.equal(fake.requests.length, 14);
    pass(5 * MINUTE);
    await vendors.poll();
    assert.equal(fake.requests.length, 14, "a page that is away is asked more rarely");
    await fake.mend();
    pass(30 * MINUTE);
    await vendors.poll();
    assert.equal((await vendors.of("resend"))!.failures, 0);
  });
});

for (const fault of Object.keys(faults) as Fault[]) {
  Deno.test(`vendor status × ${fault}: the last word stays, and it is said that it is old`, async () => {
    await withPages(async ({ fake, vendors, pass }) => {
      await vendors.poll();
      await fake.break(fault, { ms: 3_000 });
      pass(5 * MINUTE);
      const start = performance.now();
      await vendors.poll();
      assert.ok(performance.now() - start < 2_500);
      const { word, failures, readAt, triedAt } = (await vendors.of("resend"))!;
      assert.equal(word!.level, "well");
      assert.equal(failures, 1);
      assert.ok(readAt! < triedAt);
      await fake.mend();
      pass(5 * MINUTE);
      await vendors.poll();
      assert.equal((await vendors.of("resend"))!.failures, 0);
    });
  });
}

Deno.test("of a list that is too long its beginning is read, where the newest stands", async () => {
  await withPages(async ({ fake, vendors }) => {
    const old = { product: "Cloud Run", description: "x".repeat(2000), begin: 10, end: 20 };
    fake.cloud([
      { product: "Vertex Gemini API", description: 'Says "no" ] to all', begin: 2000 },
      ...Array.from({ length: 800 }, () => old),
    ]);
    await vendors.poll();
    assert.equal((await vendors.of("gemini"))!.word!.text, 'Says "no" ] to all');
  });
});

Deno.test("the beginning of a list: whole entries only, whatever stands in their texts", () => {
  assert.deepEqual(parseBeginning('[{"a":"\\"]}"},{"b":[1,{"c":2}]},{"d":'), [
    { a: '"]}' },
    { b: [1, { c: 2 }] },
  ]);
  assert.deepEqual(parseBeginning('[{"a":'), []);
  assert.throws(() => parseBeginning('{"padding":"aaaa'), SyntaxError);
});
