import { startApp } from "../app.ts";
import { launchChromium } from "./chromium.ts";
import { createPdfEngine } from "../../services/pdf/engine.ts";
import { asDocument } from "../fixtures/make_pdf.ts";
import sharp from "sharp";
const out = Deno.args[0];
await using app = await startApp();
const clara = await app.visitor().signIn();
const engine = createPdfEngine();
const form = new FormData();
let k = 0;
for (const [name, turn] of [["menuet", 0], ["ode", 90], ["lied", 0], ["prelude", 0]] as const) {
  const pdf = await Deno.readFile(new URL(`../fixtures/${name}.pdf`, import.meta.url));
  const img = await engine.render(asDocument(pdf), 0, 1200);
  const b = await sharp(img.bytes).toColourspace("srgb").extend({
    top: 120,
    bottom: 160,
    left: 90,
    right: 140,
    background: "#7a6a55",
  }).rotate(turn).jpeg().toBuffer();
  form.append("photo", new File([new Uint8Array(b)], `IMG_20${k++}.jpg`));
}
engine.close();
form.append("photo", new File(["%PDF-1.4 nothing"], "notes.pdf"));
const { location } = await clara.fetch("/scores/photos", {
  method: "POST",
  body: form,
  headers: { origin: app.origin },
});
const here = location.split("?")[0];
await clara.post(`${here}/crop/1`, { top: "6", right: "9", bottom: "8", left: "6" });
await clara.post(here, { take: "4" });
const session = /session=([^;]+)/.exec(clara.cookie)![1];
const browser = await launchChromium();
for (const width of [390, 1280]) {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
    await context.addCookies([{ name: "session", value: session, url: app.origin }]);
    const page = await context.newPage();
    page.on("console", (m) => console.log(m.type(), m.text()));
    page.on("pageerror", (m) => console.log(String(m)));
    for (
      const [name, path] of [["start", "/scores/photos"], ["draft", location], [
        "crop",
        `${here}/crop/1`,
      ], ["new", "/scores/new"]]
    ) {
      await page.goto(app.origin + path);
      await page.waitForLoadState("load");
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${out}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
