/** Where one left off in a score, and its margins. */
import assert from "node:assert/strict";
import sharp from "sharp";
import { startApp } from "../app.ts";
import { pdfFile } from "../pdf.ts";

const MENUET = new URL("../fixtures/menuet.pdf", import.meta.url);

Deno.test("a score opens at the page where its person left off, and at the one that its address names", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf", { pages: 5 }))}`;
  const first = async (path = score) => {
    const { text } = await clara.get(path);
    return /alt="Page (\d+) of 5[^>]*data-shown/.exec(text)?.[1];
  };
  assert.equal(await first(), "1");
  assert.equal((await clara.post(`${score}/place`, { page: "4" })).location, score);
  assert.equal(await first(), "4");
  assert.equal(await first(`${score}?page=2`), "2");
  for (const page of ["0", "6", "1.5", "x"]) await clara.post(`${score}/place`, { page });
  assert.equal(await first(), "4", "a page that is none is not remembered");

  const eve = await app.visitor().signIn("eve@example.org");
  assert.equal((await eve.post(`${score}/place`, { page: "2" })).status, 404);
  assert.equal(await first(), "4");
});

Deno.test("margins are cropped to what is printed on any page, and stay so", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(new File([await Deno.readFile(MENUET)], "menuet.pdf"))}`;
  await clara.post(`${score}/place`, { crop: "yes" });
  const { text } = await clara.get(score);
  const [, x, y, width, height] = /crop=(\d+)-(\d+)-(\d+)-(\d+)/.exec(text)!.map(Number);
  assert.ok(x > 10 && y > 10 && width < 960 && height < 700, `${x} ${y} ${width} ${height}`);
  const whole = await sharp((await clara.get(`${score}/pages/1?w=1000`)).bytes).metadata();
  const part = await clara.get(`${score}/pages/1?w=1000&crop=${x}-${y}-${width}-${height}`);
  const { width: wide, height: high } = await sharp(part.bytes).metadata();
  assert.ok(wide >= 1000, "it is no less sharp");
  const shape = whole.height / whole.width * height / width;
  assert.ok(Math.abs(high / wide - shape) < 0.01);
  assert.match(part.headers.get("cache-control")!, /immutable/);
  await clara.post(`${score}/place`, { crop: "no" });
  assert.doesNotMatch((await clara.get(score)).text, /crop=\d/);
});

Deno.test("a part that is none is the whole page, and a blank score keeps its margins", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf", { pages: 2 }))}`;
  const whole = await clara.get(`${score}/pages/1?w=320`);
  for (const crop of ["0-0-5000-1000", "900-0-500-900", "0-0-10-10", "a", "-1-0-900-900"]) {
    assert.deepEqual((await clara.get(`${score}/pages/1?w=320&crop=${crop}`)).bytes, whole.bytes);
  }
  await clara.post(`${score}/place`, { crop: "yes" });
  assert.doesNotMatch((await clara.get(score)).text, /crop=\d/);
});

Deno.test("without script all pages stand below one another, with links to them", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf", { pages: 3 }))}`;
  const { text } = await clara.get(score);
  const plain = /<noscript>(?:(?!<\/noscript>).)*page-1.*?<\/noscript>/s.exec(text)![0];
  for (const page of [1, 2, 3]) {
    assert.ok(plain.includes(`href="#page-${page}"`) && plain.includes(`id="page-${page}"`));
  }
});
