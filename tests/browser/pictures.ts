/**
 * Takes a picture of every page: `deno task pictures [FOLDER]`. On a phone's width
 * and a desk's, light and dark, with an empty library and a full one.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { Browser, Page, Route } from "playwright-core";
import { startApp } from "../app.ts";
import { atDesk, TROUBLE, withTrouble } from "../desk.ts";
import { startTroubled } from "../troubled.ts";
import { googleEndpoints } from "../fakes/google.ts";
import { signInWithGoogle, withGoogle } from "../google.ts";
import { photo } from "../photos.ts";
import { withShelf } from "../shelves.ts";
import { launchChromium } from "./chromium.ts";

const WIDTHS = [390, 1280];
const SCHEMES = ["light", "dark"] as const;

const folder = Deno.args[0] ?? "data/pictures";
const fixtures = new URL("../fixtures/", import.meta.url);
await Deno.mkdir(folder, { recursive: true });

/** The first page of a real score. */
let first: { bytes: Uint8Array; type: string } | null = null;

await using app = await startApp();
const visitor = app.visitor();
const browser = await launchChromium();
try {
  await everywhere(browser, "start", (page) => page.goto(app.origin));
  await everywhere(browser, "signin", (page) => page.goto(`${app.origin}/signin`));
  await everywhere(browser, "signin-error", async (page) => {
    await page.goto(`${app.origin}/signin`);
    await page.fill("input[name=email]", "clara");
    await page.click("main button");
  });
  await everywhere(browser, "sent", async (page) => {
    await page.goto(`${app.origin}/signin`);
    await page.fill("input[name=email]", `${crypto.randomUUID()}@example.org`);
    await page.click("main button");
    await page.getByText("Our part is done").waitFor();
    await page.getByText("Without mail").click();
  });
  await everywhere(browser, "link-here", async (page) => {
    const email = `${crypto.randomUUID()}@example.org`;
    await page.goto(`${app.origin}/signin`);
    await page.fill("input[name=email]", email);
    await page.click("main button");
    await page.goto(await link(email));
  });
  await everywhere(browser, "link-replaced", async (page) => {
    const clara = app.visitor();
    const token = await clara.askForLink("replaced@example.org");
    await clara.post("/signin", { email: "replaced@example.org", by: "device" });
    await page.goto(`${app.origin}/signin/link?token=${token}`);
  });
  const token = await visitor.askForLink("clara@example.org");
  await everywhere(browser, "mailbox", (page) => page.goto(`${app.origin}/dev/mailbox`));
  await everywhere(
    browser,
    "link-elsewhere",
    (page) => page.goto(`${app.origin}/signin/link?token=${token}`),
  );
  await everywhere(browser, "status", (page) => page.goto(`${app.origin}/status`));
  await everywhere(browser, "tacet", (page) => page.goto(`${app.origin}/nowhere`));

  const empty = await cookie("empty@example.org");
  await everywhere(browser, "library-empty", (page) => page.goto(`${app.origin}/scores`), empty);
  const clara = await cookie("clara@example.org");
  await visitor.signIn("clara@example.org");
  const names = (await Array.fromAsync(Deno.readDir(fixtures)))
    .map(({ name }) => name).filter((name) => /^(menuet|ode|lied|prelude)\.pdf$/.test(name)).sort();
  let last = "";
  for (const name of names) {
    last = await visitor.add(new File([await Deno.readFile(new URL(name, fixtures))], name));
  }
  const drawn = await visitor.get(`/scores/${last}/pages/1?w=640`);
  first = { bytes: drawn.bytes, type: drawn.headers.get("content-type")! };
  await everywhere(
    browser,
    "library-nothing",
    (page) => page.goto(`${app.origin}/scores?q=zzz`),
    clara,
  );
  for (const [name, root] of [["engraved", "partwise"], ["unshown", "timewise"]]) {
    const xml = await Deno.readTextFile(new URL("voegel.musicxml", fixtures));
    const file = new File([xml.replaceAll("score-partwise", `score-${root}`)], `${name}.musicxml`);
    const id = await visitor.add(file);
    await everywhere(browser, name, (page) => page.goto(`${app.origin}/scores/${id}`), clara);
  }
  await everywhere(browser, "library", (page) => page.goto(`${app.origin}/scores`), clara);
  const many = await withShelf(app, 300, "many@example.org");
  const [, shelved] = /session=([^;]+)/.exec(many.visitor.cookie)!;
  for (const { id } of many.scores.slice(0, 6)) await many.visitor.get(`/scores/${id}`);
  await many.visitor.post("/scores/bulk", { act: "delete", id: many.scores[9].id });
  for (
    const [name, path] of [
      ["many", "/scores"],
      ["list", "/scores?layout=list&sort=composer"],
      ["filters", "/scores?filters=open&instrument=Piano"],
      ["deleted", "/scores?done=delete&n=1&at=1"],
      ["bin", "/scores/bin"],
      ["catalogue", "/scores/catalogue"],
      ["composers", "/composers"],
      ["composer", `/composers/${encodeURIComponent("Frédéric Chopin")}`],
    ]
  ) {
    await everywhere(browser, `library-${name}`, (page) => page.goto(app.origin + path), shelved);
  }
  await everywhere(browser, "library-choosing", async (page) => {
    await page.goto(`${app.origin}/scores`);
    for (const n of [1, 2]) await page.locator(".pick input").nth(n).check({ force: true });
    await page.getByText("Collection, tags, composer, practice, difficulty").click();
  }, shelved);
  const { location: setlist } = await visitor.post("/collections", {
    name: "Sunday matinee",
    kind: "setlist",
  });
  await everywhere(browser, "setlist-empty", (page) => page.goto(app.origin + setlist), clara);
  await visitor.fetch("/scores/bulk", {
    method: "POST",
    headers: { origin: app.origin },
    body: new URLSearchParams([
      ["act", "collect"],
      ["collection", "Sunday matinee"],
      ["question", ""],
      ["id", last],
    ]),
  });
  await visitor.post("/collections", { name: "Students" });
  const shared = await visitor.post(`${setlist}/share`, { whom: "The trio", term: "month" });
  const [, byLink] = /value="([^"]*\/shared\/[\w-]{43})"/.exec(shared.text)!;
  for (
    const [name, path, session] of [
      ["collections", "/collections", clara],
      ["setlist", setlist, clara],
      ["setlist-playing", `/scores/${last}?list=${setlist.split("/")[2]}&at=1`, clara],
      ["setlist-share", `${setlist}/share`, clara],
      ["account-shared", "/account/shared", clara],
      ["account-device", "/account/device", clara],
      ["offline", "/offline", clara],
      ["shared-list", new URL(byLink).pathname, undefined],
      ["shared-score", `${new URL(byLink).pathname}/1`, undefined],
    ] as const
  ) {
    await everywhere(browser, name, (page) => page.goto(app.origin + path), session);
  }
  await everywhere(browser, "score", (page) => page.goto(`${app.origin}/scores/${last}`), clara);
  await everywhere(
    browser,
    "edit",
    (page) => page.goto(`${app.origin}/scores/${last}/edit`),
    clara,
  );
  await everywhere(browser, "account", (page) => page.goto(`${app.origin}/account`), clara);
  for (let n = 0; n < 2; n++) await app.visitor().signIn("clara@example.org");
  for (const name of ["sessions", "address", "delete", "export", "import"]) {
    await everywhere(
      browser,
      `account-${name}`,
      (page) => page.goto(`${app.origin}/account/${name}`),
      clara,
    );
  }
  await everywhere(browser, "deleted-nothing", (page) => page.goto(`${app.origin}/deleted`));
  await everywhere(browser, "going", async (page) => {
    await page.context().addCookies([{ name: "left", value: "yes", url: app.origin }]);
    return await page.goto(`${app.origin}/deleted?on=2026-12-02&google=by-hand`);
  });
  const leaver = app.visitor();
  await leaver.signIn("leaver@example.org");
  await leaver.post("/account/delete", { address: "leaver@example.org" });
  const leaving = await cookie("leaver@example.org");
  await everywhere(browser, "leaving", (page) => page.goto(`${app.origin}/account`), leaving);
  await visitor.post("/account/address", { email: "clara@new.example" });
  await everywhere(
    browser,
    "account-address-waiting",
    (page) => page.goto(`${app.origin}/account/address`),
    clara,
  );
  const question = (await visitor.mails()).find(({ subject }) => /Is your address/.test(subject))!;
  const [asked] = /https?:\S+\/address\?token=\S+/.exec(question.text)!;
  await everywhere(browser, "address", (page) => page.goto(asked));
  await everywhere(
    browser,
    "approve",
    (page) => page.goto(`${app.origin}/account/approve`),
    clara,
  );
  await everywhere(browser, "add", async (page) => {
    await page.goto(`${app.origin}/scores/new`);
    const files = [names[0], "encrypted.pdf"].map((name) => new URL(name, fixtures).pathname);
    await page.setInputFiles("input[type=file]", files);
    await page.getByText("1 not").waitFor();
  }, clara);
  const photos = new FormData();
  for (const n of [1, 2, 3]) photos.append("photo", new File([await photo()], `IMG_${n}.jpg`));
  const { location: draft } = await visitor.fetch("/scores/photos", {
    method: "POST",
    headers: { origin: app.origin },
    body: photos,
  });
  for (
    const [name, path] of [
      ["photos", "/scores/photos"],
      ["photos-order", draft],
      ["photos-crop", `${draft}/crop/1`],
    ]
  ) {
    await everywhere(browser, name, (page) => page.goto(app.origin + path), clara);
  }
  for (let n = 0; n < 100; n++) {
    await app.visitor().post("/signin", { email: "x@example.org", by: "device" });
  }
  await everywhere(browser, "signin-too-often", async (page) => {
    await page.goto(`${app.origin}/signin`);
    await page.fill("input[name=email]", "clara@example.org");
    await page.click("main button");
  });
  await atDesk(async (desk) => {
    await withTrouble(desk);
    const [, session] = /session=([^;]+)/.exec(desk.clara.cookie)!;
    const all = "/queue/all?kind=ask-gemini&act=discard";
    for (const path of ["", "/queue", all, "/flags", "/costs"]) {
      const open = (page: Page) => page.goto(`${desk.app.origin}/admin${path}`);
      const name = `desk${path.split("?")[0].replaceAll("/", "-")}`;
      await everywhere(browser, name, open, session, desk.app.origin);
    }
  }, TROUBLE);
  await using stage = await startTroubled();
  await everywhere(browser, "status-trouble", (page) => page.goto(`${stage.origin}/status`));
  await everywhere(browser, "signin-trouble", (page) => page.goto(`${stage.origin}/signin`));
  await withGoogle(async (app, google) => {
    const at = (path: string) => (page: Page) => page.goto(app.origin + path);
    await everywhere(browser, "google", at("/signin"));
    await everywhere(browser, "google-cancelled", at("/signin?problem=google_cancelled"));
    const clara = app.visitor();
    await clara.signIn("clara@example.org");
    const session = () => /session=([^;]+)/.exec(clara.cookie)![1];
    await everywhere(browser, "account-google-not", at("/account"), session(), app.origin);
    await signInWithGoogle(clara, google);
    const connected = at("/account?google=connected");
    await everywhere(browser, "account-google", connected, session(), app.origin);
    google.break("503", { only: googleEndpoints.token });
    for (let tries = 0; tries < 5; tries++) await signInWithGoogle(app.visitor(), google);
    await everywhere(browser, "google-away", at("/signin"));
  });
} finally {
  await browser.close();
}
console.log(`Pictures are in ${folder}`);

/** The address in the newest mail to somebody. */
async function link(email: string): Promise<string> {
  const mail = (await visitor.mails()).find(({ to }) => to === email)!;
  return /http\S+token=[\w-]+/.exec(mail.text)![0];
}

async function cookie(email: string): Promise<string> {
  const token = await visitor.askForLink(email);
  const answer = await app.visitor().post("/signin/link", { token });
  return answer.headers.getSetCookie()[0].split(";")[0].split("=")[1];
}

/** A score that is made of a row alone shows the first page of one that has a file. */
async function fromAnother(route: Route): Promise<void> {
  const answer = await route.fetch();
  if (answer.ok() || first === null) return await route.fulfill({ response: answer });
  await route.fulfill({ body: Buffer.from(first.bytes), headers: { "content-type": first.type } });
}

async function everywhere(
  browser: Browser,
  name: string,
  open: (page: Page) => Promise<unknown>,
  session?: string,
  url: string = app.origin,
): Promise<void> {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
      if (session) {
        await context.addCookies([{ name: "session", value: session, url }]);
      }
      const page = await context.newPage();
      await page.route("**/pages/1?*", fromAnother);
      await open(page);
      await page.waitForLoadState("load"); // A page that waits for news is never idle.
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(300);
      await page.screenshot({
        path: `${folder}/${name}-${width}-${colorScheme}.png`,
        fullPage: true,
      });
      await page.unrouteAll({ behavior: "ignoreErrors" }); // Pictures below come when scrolled to.
      await context.close();
    }
  }
}
