/** What every answer carries, whatever is asked for and however it goes (OWASP ASVS 5.0 3.4). */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import type { Mail } from "../../store/mailbox.ts";
import { type Answer, Visitor } from "../visitor.ts";

const HTTPS = { APP_ORIGIN: "https://scores.example.org" };
const HSTS = "max-age=63072000; includeSubDomains";

/** Development alone, for this machine's eyes: a mail brings its own styles, and is shown in a frame. */
const OF_A_MAIL = "/dev/mailbox/";

/** An answer as it came, and what was asked. */
interface Got {
  readonly what: string;
  readonly status: number;
  readonly headers: Headers;
}

/** Every address of the app: its routes, with what their brackets stand for put in. */
async function addresses(params: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  async function walk(folder: URL, path: string): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const filled = name.replace(/\[(\w+)\]/, (_, param) => params[param]);
      if (isDirectory) await walk(new URL(`${name}/`, folder), `${path}/${filled}`);
      else if (!name.startsWith("_")) {
        found.push(`${path}/${filled.replace(/\.tsx?$/, "")}`.replace(/\/index$/, "") || "/");
      }
    }
  }
  await walk(new URL("../../routes/", import.meta.url), "");
  return found.sort();
}

/** Somebody whose browser is at the app's own origin, however that is spelt; reads the mail where it lies. */
class Person extends Visitor {
  constructor(readonly app: TestApp) {
    super(app.origin, app.services);
  }

  override async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (headers.has("origin")) headers.set("origin", this.services.config.origin);
    return await super.fetch(path, { ...init, headers });
  }

  override async mails(): Promise<Mail[]> {
    await this.services.jobs.drained();
    const rows = this.app.kv.list<Mail>({ prefix: ["mailbox"] }, { reverse: true });
    return await Array.fromAsync(rows, ({ value }) => value);
  }
}

/** Somebody signed in, and what the brackets of addresses stand for in their library. */
async function library(app: TestApp): Promise<{ clara: Visitor; params: Record<string, string> }> {
  const clara = await new Person(app).signIn();
  const id = await clara.add(pdfFile("a.pdf", { words: titlePage("Study", "Fernando Sor") }));
  return { clara, params: { id, n: "1", name: "resend" } };
}

/** Asks for everything there is, in every way. */
async function everything(app: TestApp): Promise<Got[]> {
  const { clara, params } = await library(app);
  const got: Got[] = [];
  const ask = async (who: Visitor, method: string, path: string, headers = {}) => {
    const leave = new AbortController();
    const answer = await fetch(new URL(path, app.origin), {
      method,
      redirect: "manual",
      headers: { cookie: who.cookie, ...headers },
      body: method === "POST" ? new URLSearchParams({ nothing: "" }) : null,
      signal: leave.signal,
    });
    got.push({ what: `${method} ${path}`, status: answer.status, headers: answer.headers });
    leave.abort();
    await answer.body?.cancel().catch(() => {});
  };
  const [mail] = await clara.mails();
  const paths = [
    ...await addresses(params),
    `/dev/mailbox/${mail.id}`,
    "/styles.css",
    "/favicon.svg",
    "/fonts/attacca-sans.woff2",
    "/nowhere",
    "/%E0%A4%A",
    `/scores/${"0".repeat(26)}`,
    "/signin?problem=google_away",
  ];
  const own = { origin: app.services.config.origin };
  for (const path of paths) {
    for (const who of [app.visitor(), clara]) {
      await ask(who, "GET", path);
      await ask(who, "GET", path, { accept: "application/json" });
      await ask(who, "HEAD", path);
    }
    await ask(app.visitor(), "POST", path);
    await ask(app.visitor(), "POST", path, own);
    await ask(app.visitor(), "PUT", path, own);
    await ask(app.visitor(), "OPTIONS", path);
  }
  await ask(clara, "GET", `/scores/${params.id}/file`, { range: "bytes=0-9" });
  await ask(clara, "GET", `/scores/${params.id}/file`, { range: "bytes=9999999999-" });
  await ask(clara, "GET", "/styles.css", { "if-none-match": "*" });
  return got;
}

/** An answer to what no client of ours sends. */
async function raw(app: TestApp, lines: string): Promise<Got> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: Number(portOf(app)) });
  await conn.write(new TextEncoder().encode(`${lines}\r\nConnection: close\r\n\r\n`));
  let text = "";
  for await (const part of conn.readable) text += new TextDecoder().decode(part);
  const [first, ...rest] = text.split("\r\n\r\n")[0].split("\r\n");
  const headers = new Headers(rest.map((line) => line.split(/:\s*(.*)/, 2) as [string, string]));
  return { what: lines, status: Number(first.split(" ")[1]), headers };
}
const portOf = (app: TestApp) => new URL(app.origin).port;

function check({ what, status, headers }: Got, https: boolean): void {
  const where = `${what}: ${status}`;
  const equal = (name: string, value: string | null) =>
    assert.equal(headers.get(name), value, `${where}: ${name}`);
  equal("x-content-type-options", "nosniff");
  equal("cross-origin-opener-policy", "same-origin");
  equal("cross-origin-resource-policy", "same-origin");
  equal("strict-transport-security", https ? HSTS : null);
  equal("access-control-allow-origin", null);
  assert.match(headers.get("referrer-policy")!, /^(same-origin|no-referrer)$/, where);
  assert.match(headers.get("permissions-policy")!, /camera=\(\).*microphone=\(\)/, where);
  assert.ok(headers.has("cache-control"), where);
  const policy = headers.get("content-security-policy")!;
  assert.match(policy, /default-src 'none'/, where);
  if (what.includes(OF_A_MAIL) && status === 200) return;
  assert.doesNotMatch(policy, /unsafe|\*|https?:|data:|blob:/, where);
  assert.match(policy, /frame-ancestors 'none'/, where);
  assert.match(policy, /object-src 'none'/, where);
  assert.match(policy, /base-uri 'none'/, where);
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) {
    assert.match(policy, /script-src 'nonce-[\w+/=]{20,}'/, where);
  } else if (/^(application\/pdf|image\/(png|webp))/.test(type) && what.includes("/scores/")) {
    assert.match(policy, /^sandbox; default-src 'none'/, where);
  }
}

for (const https of [false, true]) {
  Deno.test(`every answer of every address has its headers, over ${https ? "https" : "http"}`, async () => {
    await using app = await startApp(https ? HTTPS : {});
    const got = await everything(app);
    got.forEach((each) => check(each, https));
    const statuses = new Set(got.map(({ status }) => status));
    for (const status of [200, 204, 206, 303, 304, 400, 401, 403, 404, 405, 416]) {
      assert.ok(statuses.has(status), `no answer was a ${status}`);
    }
  });
}

Deno.test("so has the answer to a request that is none", async () => {
  await using app = await startApp();
  let ours = 0;
  for (const host of ["a b", "x/../y", "user@host", "[::1"]) {
    const got = await raw(app, `GET /styles.css HTTP/1.1\r\nHost: ${host}`);
    assert.equal(got.status, 400, host);
    // What the server itself refuses never comes to us.
    if (!got.headers.has("x-request-id")) continue;
    check(got, false);
    ours++;
  }
  assert.ok(ours > 0);
});

Deno.test("so has the answer when the database is gone", async () => {
  const log = console.error;
  console.error = () => {};
  try {
    await using app = await startApp();
    const { clara } = await library(app);
    const close = app.kv.close.bind(app.kv);
    close();
    app.kv.close = () => {};
    const answer = await clara.get("/scores");
    assert.equal(answer.status, 500);
    check({ what: "/scores", ...answer }, false);
  } finally {
    console.error = log;
  }
});

Deno.test("each answer has a nonce of its own", async () => {
  await using app = await startApp();
  const nonces = new Set<string>();
  for (let n = 0; n < 20; n++) {
    const { headers } = await app.visitor().get("/signin");
    nonces.add(/'nonce-([^']+)'/.exec(headers.get("content-security-policy")!)![1]);
  }
  assert.equal(nonces.size, 20);
});

Deno.test("over https every cookie is __Host-, out of reach of scripts, for the whole site and for it alone [RFC 6265bis 4.1.3.2]", async () => {
  await using app = await startApp(HTTPS);
  const clara = new Person(app);
  const cookies: string[] = [];
  const keep = ({ headers }: { headers: Headers }) => cookies.push(...headers.getSetCookie());

  keep(await clara.post("/signin", { email: "clara@example.org" }));
  const [, token] = /token=([\w-]+)/.exec((await clara.mails())[0].text)!;
  keep(await clara.post("/signin/link", { token }));
  assert.equal((await clara.get("/account")).status, 200);
  keep(await clara.post("/signout", {}));
  assert.ok(cookies.length >= 4, String(cookies.length));
  for (const cookie of cookies) {
    assert.match(
      cookie,
      /^__Host-\w+=[^;]*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    );
  }
});

Deno.test("in development a form may come from this machine's own names, and from no name that was led here [DNS rebinding]", async () => {
  await using app = await startApp();
  const signOut = (host: string) =>
    raw(
      app,
      `POST /signout HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Length: 0`,
    );
  const port = portOf(app);
  for (const name of ["localhost", "127.0.0.1", "[::1]"]) {
    assert.equal((await signOut(`${name}:${port}`)).status, 303, name);
  }
  for (
    const name of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"]
  ) {
    assert.equal((await signOut(`${name}:${port}`)).status, 403, name);
  }
});

Deno.test("in production a form comes from the configured origin alone, whatever the request says of its host [CVE-2025-63784]", async () => {
  await using app = await startApp({ APP_ENV: "production", ...HTTPS });
  const send = (headers: Record<string, string>) =>
    app.visitor().fetch("/signout", { method: "POST", headers });
  assert.equal((await send({ origin: "https://scores.example.org" })).status, 303);
  for (const origin of [app.origin, "https://evil.example", "http://scores.example.org", "null"]) {
    const answer = await send({ origin, "x-forwarded-host": "evil.example" });
    assert.equal(answer.status, 403, origin);
  }
});
