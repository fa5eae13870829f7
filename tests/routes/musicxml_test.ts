import assert from "node:assert/strict";
import sharp from "sharp";
import { startApp, type TestApp } from "../app.ts";
import { container, makeMusicXml, makeMxl, makeZip } from "../fixtures/make_mxl.ts";
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

/** A server that nobody should ever ask. */
function neverAsked() {
  const asked: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    asked.push(url);
    return new Response("<!ENTITY x 'fetched'>");
  });
  const origin = `http://127.0.0.1:${server.addr.port}`;
  return { asked, origin, [Symbol.asyncDispose]: () => server.shutdown() };
}

const typed = (subset: string) => `<?xml version="1.0"?><!DOCTYPE score-partwise ${subset}>`;
const used = "<work><work-title>&x;</work-title></work>";
const nested = (depth: number) =>
  "<miscellaneous>".repeat(depth) + "</miscellaneous>".repeat(depth);
const many = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n));

/** A ZIP that says of its last entry that it has ten bytes unzipped, in both places where it can. */
function understated(zip: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(zip.buffer);
  for (let at = 0; at < zip.length - 30; at++) {
    const mark = view.getUint32(at, true);
    const [size, length] = mark === 0x04034b50 ? [22, 26] : mark === 0x02014b50 ? [24, 28] : [0, 0];
    if (size === 0) continue;
    const name = at + (mark === 0x04034b50 ? 30 : 46);
    const [n] = [view.getUint16(at + length, true)];
    if (new TextDecoder().decode(zip.subarray(name, name + n)) === "score.xml") {
      view.setUint32(at + size, 10, true);
    }
  }
  return zip;
}

/** What comes of files that are made to do harm: a status, and the code of the sentence or the title. */
const hostile: [string, (origin: string) => BlobPart, number, string][] = [
  [
    "an entity from a file",
    () => makeMusicXml({ prolog: typed('[<!ENTITY x SYSTEM "file:///etc/passwd">]'), head: used }),
    422,
    "file_entities",
  ],
  [
    "an entity from a server",
    (origin) => makeMusicXml({ prolog: typed(`[<!ENTITY x SYSTEM "${origin}/x">]`), head: used }),
    422,
    "file_entities",
  ],
  [
    "a parameter entity and a document type from a server",
    (origin) =>
      makeMusicXml({
        prolog: typed(`SYSTEM "${origin}/x.dtd" [<!ENTITY % p SYSTEM "${origin}/p"> %p;]`),
      }),
    201,
    "Study",
  ],
  [
    "the standard's own document type, which is asked of nobody",
    () =>
      makeMusicXml({
        prolog:
          '<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE score-partwise PUBLIC ' +
          '"-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">',
      }),
    201,
    "Study",
  ],
  [
    "entities of files and servers that nothing uses",
    (origin) =>
      makeMusicXml({
        prolog: typed(`[<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "${origin}/y">]`),
      }),
    201,
    "Study",
  ],
  [
    "an entity in an attribute",
    (origin) =>
      makeMusicXml({
        prolog: typed(`[<!ENTITY x SYSTEM "${origin}/x">]`),
        head: '<work id="&x;"><work-title>Study</work-title></work>',
      }),
    422,
    "file_entities",
  ],
  [
    "a billion laughs",
    () =>
      makeMusicXml({
        prolog: typed(`[<!ENTITY l0 "ha">${
          many(30, (n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("")
        }<!ENTITY x "&l30;">]`),
        head: used,
      }),
    422,
    "file_entities",
  ],
  ["a ZIP of 65 MB of nothing", () => makeMxl(" ".repeat(65 * 1024 ** 2)), 422, "file_too_heavy"],
  [
    "one that says it is small",
    () => understated(makeMxl(" ".repeat(65 * 1024 ** 2))),
    422,
    "file_too_heavy",
  ],
  [
    "elements 100,000 deep",
    () => makeMxl(makeMusicXml({ head: nested(100_000) })),
    422,
    "file_too_heavy",
  ],
  [
    "a million attributes",
    () => makeMxl(makeMusicXml({ head: `<work ${many(1e6, (n) => `a${n}=""`).join(" ")}/>` })),
    422,
    "file_too_heavy",
  ],
  [
    "a ZIP of 2,001 files",
    () =>
      makeMxl(makeMusicXml(), Object.fromEntries(many(2000, (n) => `f${n}`).map((f) => [f, ""]))),
    422,
    "file_too_heavy",
  ],
  [
    "a ZIP with paths that lead out of it",
    () => makeMxl(makeMusicXml({ parts: ["Oboe"] }), { "../../../../tmp/attacca": "out" }),
    201,
    "Study",
  ],
  [
    "a container that names a file of this machine",
    () => makeZip({ "META-INF/container.xml": container("../../../../etc/passwd") }),
    422,
    "file_damaged",
  ],
  [
    "a letter by the name of a score",
    () => makeZip({ "[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>" }),
    415,
    "file_unknown",
  ],
  [
    "a book, whose ZIP has a container too",
    () =>
      makeZip({ "META-INF/container.xml": container("a.opf", "application/oebps-package+xml") }),
    415,
    "file_unknown",
  ],
  ["XML that is a picture", () => "<?xml version='1.0'?><svg/>", 415, "file_unknown"],
  [
    "XML that shows late that it is a picture",
    () => `<?xml version='1.0'?><!--${"-+".repeat(3000)}--><svg/>`,
    415,
    "file_unknown",
  ],
  ["a score that is cut off", () => makeMusicXml().slice(0, -40), 422, "file_damaged"],
  ["a ZIP that is cut off", () => makeMxl(SONG).slice(0, -900), 422, "file_damaged"],
  [
    "numbers out of all bounds",
    () =>
      makeMusicXml({
        head: "<movement-title>Wild</movement-title>",
        attributes: "<divisions>0</divisions><key><fifths>99999999</fifths></key>" +
          "<time><beats>-1</beats><beat-type>0</beat-type></time><staves>-5</staves>",
      }),
    201,
    "Wild",
  ],
  [
    "elements with the names of JavaScript's own",
    () =>
      makeMusicXml({
        head: "<movement-title>Own</movement-title><constructor><__proto__/></constructor>",
      }),
    201,
    "Own",
  ],
];

Deno.test("what is made to do harm ends in a sentence or a score, and holds up nobody", async () => {
  await using app = await startApp();
  await using server = neverAsked();
  const [mallory, clara] = [app.visitor(), app.visitor()];
  await mallory.signIn("mallory@example.org");
  await clara.signIn();
  const uploads = hostile.map(([what, make]) => new File([make(server.origin)], `${what}.mxl`));

  await using pulse = healthPulse(app);
  const harm = async () => {
    for (const [n, file] of uploads.entries()) {
      const [what, , status, said] = hostile[n];
      const answer = await mallory.upload([file], { json: true });
      assert.equal(answer.status, status, `${what}: ${answer.text}`);
      const { scores, errors } = JSON.parse(answer.text);
      if (status !== 201) {
        assert.equal(errors[0].code, said, what);
        continue;
      }
      await app.services.jobs.drained();
      const { fields } = await metadata(mallory, scores[0].id);
      assert.equal(fields.title?.value, said, what);
    }
  };
  const another = async () => {
    const start = performance.now();
    const sent = await clara.upload([new File([SONG], "song.musicxml")]);
    assert.ok(performance.now() - start < 10_000);
    assert.equal((await clara.get(`${sent.location}/pages/1?w=320`)).status, 200);
  };
  await Promise.all([harm(), another()]);
  assert.deepEqual(server.asked, []);
  // Of a busy machine a single one may be late.
  const times = pulse.times.toSorted((a, b) => a - b);
  assert.ok(times[Math.floor(times.length * 0.98)] < 300, times.slice(-20).join());
  assert.ok(times.at(-1)! < 1_000, times.slice(-20).join());
  await assert.rejects(Deno.stat("/tmp/attacca"));
});

/** Asks for /health all the time; the milliseconds that each answer took. */
function healthPulse(app: TestApp) {
  const times: number[] = [];
  let going = true;
  const beating = (async () => {
    while (going) {
      const start = performance.now();
      assert.equal((await app.visitor().get("/health")).status, 200);
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    times,
    [Symbol.asyncDispose]: () => {
      going = false;
      return beating;
    },
  };
}

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
