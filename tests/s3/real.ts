/**
 * `deno task test:s3`: the app on a real S3-compatible store. Where there is none and none can be
 * installed, nothing is tried, and it says so.
 *
 * @module
 */
import { AwsClient } from "aws4fetch";
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import { install, KEYS, startSwift, WANTED } from "./swift.ts";

const EMAIL = "clara@example.org";
const MINUTE = 60_000;

const ready = await install();
if (!ready) console.log(`SKIPPED: a real store is not tried, as this needs ${WANTED}.`);

const romanze = () => pdfFile("Romanze.pdf", { words: titlePage("Romanze", "Clara Wieck") });

const env = (origin: string, bucket: string, secret: string) => ({
  S3_ENDPOINT: origin,
  S3_BUCKET: bucket,
  S3_ACCESS_KEY_ID: KEYS.accessKeyId,
  S3_SECRET_ACCESS_KEY: secret,
});

/** What comes is moved on, what has moved for a while is cleared away here. */
async function move(app: TestApp): Promise<void> {
  await app.services.originals.move();
  app.pass(11 * MINUTE);
  await app.services.originals.move();
}

Deno.test({
  name:
    "on a real store: a file moves there, comes back whole and in part, a damaged one is refused, and a deleted one is gone",
  ignore: !ready,
  async fn() {
    await using swift = await startSwift();
    const client = new AwsClient({ ...KEYS, service: "s3", region: "us-east-1", retries: 0 });
    const bucket = `${swift.origin}/scores`;
    const ask = async (path: string, init?: RequestInit) => {
      const answer = await client.fetch(bucket + path, init);
      return { status: answer.status, text: await answer.text() };
    };
    assert.equal((await ask("", { method: "PUT" })).status, 200);
    const names = async () =>
      [...(await ask("?list-type=2")).text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key);

    await using app = await startApp(
      { ...env(swift.origin, "scores", KEYS.secretAccessKey), DELETE_AFTER_DAYS: "0" },
      { timeoutMs: 20_000 },
    );
    const clara = await app.visitor().signIn(EMAIL);
    const sent = await romanze().bytes();
    const id = await clara.add(romanze());
    await move(app);
    assert.deepEqual(await names(), [`original/${id}`]);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["blobs", "original"] })), []);

    assert.deepEqual((await clara.get(`/scores/${id}/file`)).bytes, sent);
    const part = await clara.get(`/scores/${id}/file`, { range: "bytes=7-500" });
    assert.deepEqual([part.status, part.bytes], [206, sent.slice(7, 501)]);
    assert.equal((await clara.get(`/scores/${id}/pages/1?w=2400`)).status, 200);
    const { status, output } = await app.services.health.check("storage");
    assert.deepEqual([status, output], ["pass", "it works"]);

    // Somebody else has written over it: what comes back is not what came in.
    const other = new Uint8Array(sent.length);
    assert.equal((await ask(`/original/${id}`, { method: "PUT", body: other })).status, 200);
    await quietly(() => assert.rejects(app.services.originals.read(id), /not answering/));

    await clara.signIn(EMAIL);
    await clara.post("/account/delete", { address: EMAIL });
    await quietly(() => app.services.jobs.drained());
    assert.deepEqual(await names(), []);
  },
});

Deno.test({
  name:
    "on a real store: where the bucket is not there, or the key is wrong, files stay here and nothing is lost",
  ignore: !ready,
  async fn() {
    await using swift = await startSwift();
    for (const secret of [KEYS.secretAccessKey, "another-secret"]) {
      await using app = await startApp(env(swift.origin, "nowhere", secret), { timeoutMs: 20_000 });
      const clara = await app.visitor().signIn(EMAIL);
      const id = await clara.add(romanze());
      await quietly(() => move(app));
      assert.deepEqual((await clara.get(`/scores/${id}/file`)).bytes, await romanze().bytes());
    }
  },
});
