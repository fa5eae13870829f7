import assert from "node:assert/strict";
import sharp from "sharp";
import { startApp } from "../app.ts";
import { makeMusicXml, makeMxl } from "../fixtures/make_mxl.ts";
import { consent, metadata, told, withGemini } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";

const SONG = await Deno.readFile(new URL("../fixtures/voegel.musicxml", import.meta.url));

/** How dark a strip of a page is on average, 0 to 255; `from` and `to` are parts of its height. */
async function ink(picture: Uint8Array, from: number, to: number): Promise<number> {
  const grey = sharp(picture).greyscale().raw();
  const { data, info: { width, height } } = await grey.toBuffer({ resolveWithObject: true });
  const strip = data.subarray(Math.round(from * height) * width, Math.round(to * height) * width);
  return strip.reduce((sum, pixel) => sum + 255 - pixel, 0) / strip.length;
}

const forms: [string, string, Uint8Array<ArrayBuffer>][] = [
  ["Vögel.musicxml", "application/vnd.recordare.musicxml+xml", SONG],
  ["Vögel.xml", "application/vnd.recordare.musicxml+xml", SONG],
  ["Vögel.mxl", "application/vnd.recordare.musicxml", makeMxl(SONG)],
];

for (const [name, type, bytes] of forms) {
  Deno.test(`${name} is read exactly, shown engraved, and comes back byte for byte`, async () => {
    await using app = await startApp();
    const clara = await app.visitor().signIn();
    const id = await clara.add(new File([bytes], name));

    const { status, fields, chain } = await metadata(clara, id);
    assert.equal(status, "ready");
    const said = Object.entries(fields).filter(([, field]) => field !== null);
    assert.deepEqual(Object.fromEntries(said.map(([name, { value }]) => [name, value])), {
      title: "Alle Vögel sind schon da",
      composer: "Ottilie Brandauer",
      arranger: "Anna Lindqvist",
      opus: "WoO 7",
      instruments: ["Voice", "Piano"],
      key: "C major",
      timeSignature: "4/4",
      tempo: "Munter",
      pages: 1,
    });
    assert.deepEqual(new Set(said.map(([, { source }]) => source)), new Set(["file"]));
    assert.equal(told(chain), "local:ok");

    const page = await clara.get(`/scores/${id}`);
    assert.match(page.text, /Alle Vögel sind schon da/);
    assert.match(page.text, /from the file itself/);
    const picture = await clara.get(`/scores/${id}/pages/1?w=640`);
    assert.equal(picture.headers.get("content-type"), "image/png");
    // The title, whatever fonts the machine has; the music; and nothing at the foot of the page.
    assert.ok(await ink(picture.bytes, 0.03, 0.065) > 2);
    assert.ok(await ink(picture.bytes, 0.1, 0.5) > 10);
    assert.equal(await ink(picture.bytes, 0.8, 1), 0);
    assert.equal((await clara.get(`/scores/${id}/pages/2?w=640`)).status, 404);
    assert.match((await clara.get("/scores?q=vogel brandauer")).text, /Alle Vögel/);

    const file = await clara.get(`/scores/${id}/file`);
    assert.equal(file.headers.get("content-type"), type);
    assert.match(file.headers.get("content-disposition")!, /^attachment; .*\.(musicxml|xml|mxl)$/);
    assert.match(file.headers.get("content-security-policy")!, /^sandbox;/);
    assert.deepEqual(file.bytes, bytes);
  });
}

Deno.test("the upload page offers what is taken, and says so", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const { text } = await clara.get("/scores/new");
  for (const extension of [".pdf", ".jpg", ".png", ".musicxml", ".xml", ".mxl"]) {
    assert.match(text, new RegExp(`accept="[^"]*\\${extension}[,"]`));
  }
  assert.match(text, /JPEG, MusicXML, PDF and PNG files of up to 50 MB/);
});

Deno.test("a score that cannot be engraved is kept, read and given back, and its pages say so", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(
    new File([makeMusicXml({ root: "score-timewise" })], "study.musicxml"),
  );
  const { fields, status } = await metadata(clara, id);
  assert.deepEqual([status, fields.title?.value, fields.pages], ["ready", "Study", null]);
  for (const path of ["", "/edit", "/explanation"]) {
    const page = await clara.get(`/scores/${id}${path}`);
    assert.equal(page.status, 200, path);
    assert.doesNotMatch(page.text, /pages\/1/, path);
  }
  assert.match(
    (await clara.get(`/scores/${id}`)).text,
    /cannot be shown here[^]*Download the file/,
  );
  assert.doesNotMatch((await clara.get("/scores")).text, /pages\/1/);
  assert.equal((await clara.get(`/scores/${id}/pages/1`)).status, 404);
  assert.match((await clara.get(`/scores/${id}/file`)).text, /score-timewise/);
});

Deno.test("Gemini is asked of pages only where the file itself does not say what it is", async () => {
  await withGemini(async ({ gemini, clara }) => {
    await consent(clara, "yes");
    const sure = await clara.add(new File([SONG], "song.musicxml"));
    assert.equal(gemini.requests.length, 0);
    const { chain } = await metadata(clara, sure);
    assert.equal(told(chain), "gemini:skipped:not_needed local:ok");
    assert.match((await clara.get(`/scores/${sure}`)).text, /Have Gemini read it/);

    await clara.add(new File([makeMusicXml({ head: "" })], "nameless.musicxml"));
    const [{ files }] = gemini.prompts;
    assert.deepEqual(files.map(({ mimeType }) => mimeType), ["image/png"]);
  });
});

Deno.test("a script in a MusicXML title is text on every page, and in the picture", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const head = "<work><work-title>&lt;script>alert(1)&lt;/script></work-title></work>" +
    '<identification><creator type="composer">&lt;img src=x onerror=alert(1)></creator></identification>';
  const id = await clara.add(new File([makeMusicXml({ head })], "x.musicxml"));
  assert.equal((await metadata(clara, id)).fields.title?.value, "<script>alert(1)</script>");
  for (const path of ["/scores", `/scores/${id}`, `/scores/${id}/edit`]) {
    const { text } = await clara.get(path);
    assert.doesNotMatch(text, /<script>alert|<img src=x/, path);
  }
  const picture = await clara.get(`/scores/${id}/pages/1?w=640`);
  assert.equal(picture.headers.get("content-type"), "image/png");
  assert.ok(await ink(picture.bytes, 0.03, 0.065) > 2);
});

Deno.test("a PDF by the name of MusicXML, and MusicXML by the name of a PDF, are what they are", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const pdf = await clara.add(
    new File(
      [await pdfFile("x", { words: titlePage("Elegie", "Ottilie Brandauer") }).bytes()],
      "a.mxl",
    ),
  );
  const xml = await clara.add(new File([SONG], "b.pdf"));
  const names = await Promise.all(
    [pdf, xml].map(async (id) =>
      (await clara.get(`/scores/${id}/file`)).headers.get("content-disposition")
    ),
  );
  assert.deepEqual(names, ["attachment; filename=a.pdf", "attachment; filename=b.musicxml"]);
});
