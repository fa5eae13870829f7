/** What the doctor finds, and what it says to do. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { startGemini } from "../fakes/gemini.ts";
import { startGoogle } from "../fakes/google.ts";
import { startResend } from "../fakes/resend.ts";
import { startS3 } from "../fakes/s3.ts";

/** The command with these settings and no others. */
async function doctor(env: Record<string, string>) {
  const folder = await Deno.makeTempDir();
  try {
    // Nobody outside is asked what time it is.
    const nowhere = "http://127.0.0.1:9/none";
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "commands/doctor.ts"],
      env: {
        DENO_KV_PATH: `${folder}/app.db`,
        RESEND_STATUS_URL: nowhere,
        GOOGLE_STATUS_URL: nowhere,
        ...env,
      },
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, out: text(stdout), err: text(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("where nothing is set up, nothing is wrong, and what there is not is said", async () => {
  const { code, out, err } = await doctor({});
  assert.equal(code, 0);
  assert.equal(err, "");
  assert.match(out, /^ok {5}settings: they can be used: development/m);
  assert.match(out, /^ok {5}database: .* takes and gives rows/m);
  assert.match(
    out,
    /^note {3}Reading by Gemini: it is not set up: scores are read on this server/m,
  );
  assert.match(out, /Nothing is wrong\.\n$/);
});

Deno.test("a setting that cannot be used is named, with what it wants, and nothing else is tried", async () => {
  const { code, out } = await doctor({ PORT: "many", ADMIN_EMAILS: "nobody" });
  assert.equal(code, 1);
  assert.match(out, /^WRONG {2}settings: PORT wants a port number/m);
  assert.match(out, /^WRONG {2}settings: ADMIN_EMAILS wants/m);
  assert.match(out, /2 things are wrong\.\n$/);
  assert.doesNotMatch(out, /database/);
});

Deno.test("each service that is set up is asked by a call that does nothing, and told apart", async () => {
  await using google = await startGoogle();
  await using gemini = startGemini();
  await using resend = startResend();
  await using s3 = startS3();
  await using app = await startApp();
  const env = {
    APP_ORIGIN: app.origin,
    GOOGLE_CLIENT_ID: google.clientId,
    GOOGLE_CLIENT_SECRET: google.clientSecret,
    GOOGLE_ISSUER: google.origin,
    GEMINI_API_KEY: gemini.key,
    GEMINI_BASE_URL: gemini.origin,
    RESEND_API_KEY: resend.key,
    RESEND_BASE_URL: resend.origin,
    MAIL_FROM: "Attacca <scores@example.org>",
    ...s3.env,
    // The fakes' answers carry the time.
    RESEND_STATUS_URL: resend.origin,
  };
  const good = await doctor(env);
  assert.equal(good.code, 0, good.out);
  for (const title of ["Sign-in with Google", "Mail", "Reading by Gemini", "Store for files"]) {
    assert.match(good.out, new RegExp(`^ok {5}${title}: it answers \\((GET|HEAD) `, "m"));
  }
  assert.match(good.out, new RegExp(`^ok {5}address: ${app.origin} leads to an Attacca`, "m"));
  const sent = [...gemini.requests, ...resend.requests].map(({ method }) => method);
  assert.equal(sent.includes("POST"), false, "nothing is sent, read or made");

  await s3.break("401");
  await gemini.break("refuse");
  const bad = await doctor({ ...env, RESEND_API_KEY: "re_another_key_altogether" });
  assert.equal(bad.code, 1);
  assert.match(bad.out, /^WRONG {2}Mail: .*\n {7}→ Is RESEND_API_KEY good/m);
  assert.match(bad.out, /^WRONG {2}Store for files: .*it does not take our keys/m);
  assert.match(bad.out, /^WRONG {2}Reading by Gemini: .*\n {7}→ Is GEMINI_API_KEY/m);
  assert.match(bad.out, /^ok {5}Sign-in with Google/m);
  assert.match(bad.out, /3 things are wrong\.\n$/);
  for (const secret of [gemini.key, "re_another_key", google.clientSecret]) {
    assert.equal(bad.out.includes(secret), false, "no secret is shown");
  }
});

Deno.test("a database that cannot be written is found, and so is a clock that is off, and another's address", async () => {
  await using other = Object.assign(
    Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () =>
      new Response("hello", {
        headers: { date: new Date(Date.now() - 3_600_000).toUTCString() },
      })),
  );
  const origin = `http://127.0.0.1:${other.addr.port}`;
  const { code, out } = await doctor({
    DENO_KV_PATH: "/proc/attacca/app.db",
    APP_ORIGIN: origin,
    GOOGLE_STATUS_URL: origin,
  });
  assert.equal(code, 1);
  assert.match(out, /^WRONG {2}database: \/proc\/attacca\/app\.db cannot be used/m);
  assert.match(out, /^WRONG {2}clock: it is 3(599|600|601) seconds ahead of 127\.0\.0\.1/m);
  assert.match(out, /^WRONG {2}address: something else answers/m);
});
