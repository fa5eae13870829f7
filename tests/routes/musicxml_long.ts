/** MusicXML that is made to do harm. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { container, makeMusicXml, makeMxl, makeZip } from "../fixtures/make_mxl.ts";
import { metadata } from "../gemini_app.ts";

const SONG = await Deno.readFile(new URL("../fixtures/voegel.musicxml", import.meta.url));

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
