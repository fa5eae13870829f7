import assert from "node:assert/strict";
import { explainLocally } from "../../../services/explaining/local.ts";
import { emptyFields } from "../../../services/reading/fields.ts";
import type { Field, Fields } from "../../../store/fields.ts";

const read = <T = string>(value: T, confidence = 0.95): Field<T> => (
  { value, source: "page", confidence }
);

/** The whole note as one text. */
function note(fields: Partial<Fields>, pages = 1): string {
  return explainLocally({ fields: { ...emptyFields(), ...fields }, pages })
    .flatMap((block) => block.kind === "list" ? block.items : [block.runs])
    .flatMap((runs) => runs.map(({ text }) => text)).join("\n");
}

Deno.test("of a page that could not be read it says that, and advises all the same", () => {
  const text = note({});
  assert.match(text, /The score has one page; no more of it could be read\./);
  assert.match(text, /Read the whole page before you play a note/);
  assert.doesNotMatch(text, /composer is|key|undefined|null/);
});

Deno.test("what is too unsure is left out, what is likely is marked so", () => {
  const text = note({
    composer: read("Robert Schumann", 0.4),
    key: read("F minor", 0.7),
    instruments: read(["Piano"], 0.3),
  });
  assert.doesNotMatch(text, /Schumann|hand alone|piano/);
  assert.match(text, /in F minor \(likely\), with four flats/);
});

Deno.test("a person's words are taken as they are, in whatever language", () => {
  const typed = (value: string): Field => ({ value, source: "person", confidence: 1 });
  const text = note({ key: typed("fis-moll"), composer: typed("Emma Nowak") });
  assert.match(text, /in F-sharp minor, with three sharps .*: F-sharp, C-sharp and G-sharp/);
  assert.match(text, /E-sharp, its raised seventh note/);
  assert.match(text, /Emma Nowak; this library has no dates for that name/);
});

Deno.test("the working years of a life fall in the times that handbooks give them", () => {
  const times = (composer: string) =>
    /fall in (.*?)\./.exec(note({ composer: read(composer) }))?.[1];
  assert.deepEqual(
    ["Hildegard von Bingen", "William Byrd", "J. S. Bach", "W. A. Mozart", "Ludwig van Beethoven"]
      .map(times),
    [
      "the Middle Ages (about 500 to 1400)",
      "the Renaissance (about 1400 to 1600) and the Baroque (about 1600 to 1750)",
      "the Baroque (about 1600 to 1750)",
      "the Classical period (about 1750 to 1820)",
      "the Classical period (about 1750 to 1820)",
    ],
  );
  assert.equal(times("Béla Bartók"), "the twentieth century");
  assert.match(times("Franz Schubert")!, /Classical .* and the Romantic/);
  assert.match(note({ composer: read("Traditional") }), /handed down/);
});

Deno.test("letters of catalogues that several share mean one only beside its composer", () => {
  const of = (opus: string, composer?: string) =>
    note({ opus: read(opus), composer: composer === undefined ? null : read(composer) });
  assert.match(of("K. 545", "Wolfgang Amadeus Mozart"), /Köchel/);
  assert.match(of("K. 141", "Domenico Scarlatti"), /Kirkpatrick/);
  assert.doesNotMatch(of("K. 545"), /Köchel|Kirkpatrick/);
  assert.match(of("BWV 846"), /Bach-Werke-Verzeichnis/);
  assert.match(of("BWV Anh. 114", "Christian Petzold"), /appendix/);
  assert.match(of("Op. 27 No. 2"), /opus number .* \(here Op\. 27 No\. 2\)/);
  assert.match(of("WoO 59"), /no opus number/);
  assert.match(of("D. 547", "Franz Schubert"), /Deutsch/);
  assert.doesNotMatch(of("D. 547", "Carl Czerny"), /Deutsch/);
});

Deno.test("meters are told and counted as they are felt", () => {
  const of = (meter: string) => note({ timeSignature: read(meter) });
  assert.match(of("3/4"), /three quarter notes in a bar; the first is the strong one/);
  assert.match(of("3/4"), /count “one, two, three” aloud/);
  assert.match(of("6/8"), /felt as two beats of three/);
  assert.match(of("6/8"), /count “one, two” aloud/);
  assert.match(of("¢"), /two half notes/);
  assert.doesNotMatch(of("3/7"), /meter/);
});

Deno.test("tempo words are put into English in their order, and a metronome mark is halved", () => {
  const text = note({ tempo: read("Andante cantabile, ma non troppo ♩ = ca. 96") });
  assert.match(
    text,
    /“andante” means at a walking pace, “cantabile” means singing and “ma non troppo” means but/,
  );
  assert.match(text, /96 beats a minute is printed: begin near 48/);
  assert.match(note({ tempo: read("Sehr langsam") }), /“sehr” means very and “langsam” means slow/);
  assert.match(note({ tempo: read("Gemütlich") }), /It is marked “Gemütlich”\./);
});

Deno.test("advice names whom it is for where several play, and the page turns there are", () => {
  const text = note({ instruments: read(["Flute", "Piano"]) }, 3);
  assert.match(text, /written for flute and piano/);
  assert.match(text, /Flute: mark where you breathe/);
  assert.match(text, /Piano: play each hand alone/);
  assert.match(text, /two page turns/);
  assert.match(
    note({ instruments: read(["Cello"]) }, 2),
    /Settle bowings[^]*There is one page turn/,
  );
});
