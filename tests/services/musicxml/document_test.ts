import assert from "node:assert/strict";
import { FormatError } from "../../../services/formats/error.ts";
import { readMusicXml } from "../../../services/musicxml/document.ts";
import { headingFields } from "../../../services/musicxml/heading_fields.ts";
import { makeMusicXml, type MusicXmlPlan } from "../../fixtures/make_mxl.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Two bytes a letter, with a byte order mark or without. */
function utf16(text: string, big: boolean, mark = true): Uint8Array {
  const letters = (mark ? "\ufeff" : "") + text;
  const view = new DataView(new ArrayBuffer(letters.length * 2));
  for (let n = 0; n < letters.length; n++) view.setUint16(n * 2, letters.charCodeAt(n), !big);
  return new Uint8Array(view.buffer);
}

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Fields by their values; those of which nothing is known are left out. */
function read(bytes: Uint8Array, known: string[] = []): Record<string, unknown> {
  const fields = headingFields(readMusicXml(bytes).heading, known);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field && "value" in field ? [[name, field.value]] : []
    ),
  );
}

const plan = (plan: MusicXmlPlan, known?: string[]) => read(utf8(makeMusicXml(plan)), known);

const written = (encoding: string) =>
  makeMusicXml({
    prolog: `<?xml version="1.0" encoding="${encoding}"?>\n`,
    head: "<work><work-title>Élégie für Zoë</work-title></work>",
  });

const encodings: [string, Uint8Array][] = [
  ["UTF-8", utf8(written("UTF-8"))],
  ["UTF-8 with a byte order mark", utf8("\ufeff" + written("UTF-8"))],
  ["UTF-16, little end first", utf16(written("UTF-16"), false)],
  ["UTF-16, big end first", utf16(written("UTF-16"), true)],
  ["UTF-16 without a byte order mark", utf16(written("UTF-16"), true, false)],
  ["ISO 8859-1", latin1(written("ISO-8859-1"))],
  ["UTF-8 that says it is UTF-16", utf8(written("UTF-16"))],
];
for (const [name, bytes] of encodings) {
  Deno.test(`letters are read as they are written: ${name}`, () => {
    assert.equal(read(bytes).title, "Élégie für Zoë");
    const { xml } = readMusicXml(bytes);
    assert.match(xml!, /^<score-partwise version="4.0"><work>/);
    assert.match(xml!, /<\/score-partwise>$/);
  });
}

Deno.test("an encoding that there is not is damage", () => {
  const bytes = utf8(written("KOI-99"));
  assert.throws(
    () => read(bytes),
    (error) => error instanceof FormatError && error.code === "damaged",
  );
});

const creator = (type: string, text: string) =>
  `<identification><creator type="${type}">${text}</creator></identification>`;
const words = (text: string, more = "") => `<credit-words ${more}>${text}</credit-words>`;
const credit = (type: string, inside: string) =>
  `<credit page="1">${type && `<credit-type>${type}</credit-type>`}${inside}</credit>`;

const headings: [string, MusicXmlPlan, Record<string, unknown>, string[]?][] = [
  [
    "a work and its movement",
    {
      head: "<work><work-number>D. 911</work-number><work-title>Winterreise</work-title></work>" +
        "<movement-number>1</movement-number><movement-title>Gute Nacht</movement-title>" +
        creator("composer", "Franz Schubert (1797–1828)"),
    },
    { title: "Winterreise", subtitle: "1. Gute Nacht", opus: "D. 911", composer: "Franz Schubert" },
  ],
  [
    "a movement alone, with its number in the title",
    {
      head: "<movement-title>Nocturne, Op. 9 No. 2</movement-title>" +
        creator("composer", "CHOPIN, F."),
    },
    { title: "Nocturne, Op. 9 No. 2", opus: "Op. 9 No. 2", composer: "Frédéric Chopin" },
  ],
  [
    "a title page with types",
    {
      head: credit("title", words("Romanze")) +
        credit("composer", words("Clara Schumann\narr. Jane Roe")),
    },
    { title: "Romanze", composer: "Clara Schumann", arranger: "Jane Roe" },
  ],
  [
    "a title page by where and how large its words are",
    {
      head: credit("", words("Lied", 'font-size="24" justify="center"')) +
        credit("", words("zum Singen", 'font-size="12" justify="center"')) +
        credit("", words("Fanny Hensel", 'font-size="30" justify="right"')),
    },
    { title: "Lied", composer: "Fanny Hensel" },
  ],
  [
    "what programs write where nobody wrote anything",
    {
      head: "<work><work-title>Untitled score</work-title></work>" +
        "<movement-title>Barcarolle</movement-title>" + creator("composer", "Composer / arranger"),
      parts: ["Part 1"],
    },
    { title: "Barcarolle" },
  ],
  [
    "nobody knows who",
    { head: creator("composer", "Trad.") + "<movement-title>Tune</movement-title>" },
    { title: "Tune", composer: "Traditional" },
  ],
  [
    "one of the person's own composers",
    { head: creator("composer", "O. Brandauer") + "<movement-title>Tune</movement-title>" },
    { title: "Tune", composer: "Ottilie Brandauer" },
    ["Ottilie Brandauer"],
  ],
  [
    "years of rights and encodings, and the year of composition",
    {
      head:
        "<movement-title>Tune</movement-title><identification><rights>© 2019</rights><encoding>" +
        "<encoding-date>2020-01-01</encoding-date></encoding><miscellaneous>" +
        '<miscellaneous-field name="composed">in 1846</miscellaneous-field></miscellaneous></identification>',
    },
    { title: "Tune", year: "1846" },
  ],
];
for (const [what, making, wanted, known] of headings) {
  Deno.test(`the heading is read: ${what}`, () => {
    const { instruments: _, ...fields } = plan(making, known);
    assert.deepEqual(fields, wanted);
  });
}

Deno.test("parts are instruments, by whichever of their names is one", () => {
  const named = (name: string, instrument: string, sound = "") =>
    `${name}</part-name><score-instrument id="I"><instrument-name>${instrument}</instrument-name>` +
    `${sound && `<instrument-sound>${sound}</instrument-sound>`}</score-instrument><part-name>`;
  const parts = [
    "Violine I",
    "Violine II",
    named("Part 3", "Bratsche"),
    named("", "Staff", "strings.cello"),
    "Nyckelharpa",
  ];
  assert.deepEqual(plan({ parts }).instruments, ["Violin", "Viola", "Cello", "Nyckelharpa"]);
});

const keys: [string, string, string | undefined][] = [
  ["<key><fifths>-3</fifths><mode>minor</mode></key>", "Study", "C minor"],
  ["<key><fifths>2</fifths><mode>major</mode></key>", "Study", "D major"],
  // The last note is a C.
  ["<key><fifths>0</fifths></key>", "Study", "C major"],
  ["<key><fifths>-3</fifths></key>", "Study", "C minor"],
  ["<key><fifths>-3</fifths></key>", "Study in E-flat major", "E-flat major"],
  ["<key><fifths>0</fifths><mode>dorian</mode></key>", "Study", undefined],
  // A horn in F reads a fifth higher than it sounds, an alto saxophone a sixth.
  [
    "<key><fifths>1</fifths><mode>major</mode></key><transpose><chromatic>-7</chromatic></transpose>",
    "Study",
    "C major",
  ],
  [
    "<key><fifths>3</fifths><mode>major</mode></key><transpose><chromatic>-9</chromatic></transpose>",
    "Study",
    "C major",
  ],
];
for (const [signature, title, key] of keys) {
  Deno.test(`the key is the one that sounds: ${key} of ${signature}`, () => {
    const head = `<movement-title>${title}</movement-title>`;
    assert.equal(plan({ head, attributes: signature }).key, key);
  });
}

Deno.test("tempo is what stands at the beginning, in words before numbers", () => {
  const direction = (inside: string) =>
    `</attributes><direction><direction-type>${inside}</direction-type></direction><attributes>`;
  const metronome =
    "<metronome><beat-unit>quarter</beat-unit><per-minute>96</per-minute></metronome>";
  const tempo = (inside: string) => plan({ attributes: direction(inside) }).tempo;
  assert.equal(tempo("<words>Nicht zu schnell</words>" + metronome), "Nicht zu schnell");
  assert.equal(tempo(metronome), "♩ = 96");
  assert.equal(tempo("<words>Andante con moto</words>"), "Andante con moto");
  assert.equal(tempo("<words>pizz.</words>"), undefined);
});

Deno.test("meters that are sums stay sums", () => {
  const time = "<time><beats>3+2</beats><beat-type>8</beat-type></time>";
  assert.equal(plan({ attributes: time }).timeSignature, "3+2/8");
});

const many = (count: number) => Array.from({ length: count }, (_, n) => `Voice ${n + 1}`);

// 20,000 parts took Verovio to its limit, and the process with it over 700 MB.
Deno.test("a score of more parts than there are desks is read and not engraved", () => {
  const { heading, xml } = readMusicXml(utf8(makeMusicXml({ parts: many(201) })));
  assert.equal(xml, null);
  assert.equal(headingFields(heading, []).title?.value, "Study");
  assert.notEqual(readMusicXml(utf8(makeMusicXml({ parts: many(200) }))).xml, null);
});

// The parser keeps a name whole: one of 20 MB took the process over 700 MB.
const endless: [string, (letters: string) => string][] = [
  ["a name", (letters) => `<${letters}/>`],
  ["the attributes of one element", (letters) => `<a b="${letters}" c="${letters}"/>`],
  ["a text", (letters) => `<a>${letters}</a>`],
  ["a remark", (letters) => `<!--${letters}-->`],
];
for (const [what, head] of endless) {
  Deno.test(`there is an end to ${what}`, () => {
    const bytes = (count: number) => utf8(makeMusicXml({ head: head("x".repeat(count)) }));
    assert.equal(read(bytes(100_000)).composer, undefined);
    assert.throws(
      () => read(bytes(2_000_000)),
      (error) => error instanceof FormatError && error.code === "memory",
    );
  });
}
