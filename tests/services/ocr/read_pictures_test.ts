import assert from "node:assert/strict";
import type { OcrEngine } from "../../../services/ocr/engine.ts";
import { readPictures } from "../../../services/ocr/read_pictures.ts";
import type { PageText } from "../../../services/pdf/types.ts";
import { emptyFields, type Fields } from "../../../services/reading/fields.ts";

/** Five lines across the page, as staves are. */
const staves = Array.from(
  { length: 5 },
  (_, n) => ({ x: 50, y: 300 + 6 * n, width: 500, height: 1 }),
);
const page = (rules = staves) =>
  ({ width: 595, height: 842, runs: [], marks: [], bars: [], rules }) as unknown as PageText;
const field = <T>(value: T) => ({ value, source: "picture", confidence: 0.9 }) as const;
const read: Fields = {
  ...emptyFields(),
  title: field("Sarabande"),
  composer: field("Anna Amalia"),
  instruments: field(["Viola"]),
};

/** An engine that does what is asked and writes down when. */
function pretending(events: string[], head: PageText): OcrEngine {
  return {
    async page(picture, _page, _way, headRead) {
      events.push("asked");
      await picture.load();
      await headRead?.(head);
      events.push("page read");
      return head;
    },
    understand: () => Promise.resolve(read),
    close() {},
  };
}

const pictures = (events: string[]) => ({
  pictured: () => Promise.resolve(true),
  pixels: (
    _: unknown,
    page: number,
  ) => (events.push(`drawn ${page}`), Promise.resolve(new Uint8Array())),
});
const doc = { key: "1", load: () => Promise.resolve(new Uint8Array()) };

Deno.test("the first page is drawn once, and before the recogniser is asked, who may have to start", async () => {
  const events: string[] = [];
  await readPictures(pretending(events, page()), pictures(events), { doc, pages: 1 });
  assert.deepEqual(events, ["drawn 0", "asked", "page read"]);
});

Deno.test("title and composer are told before the labels are read, instruments after", async () => {
  const events: string[] = [];
  const found: Fields[] = [];
  const { fields } = await readPictures(pretending(events, page()), pictures(events), {
    doc,
    pages: 1,
    found: (fields) => (events.push("told"), found.push(fields), Promise.resolve()),
  });
  assert.deepEqual(events, ["drawn 0", "asked", "told", "page read"]);
  assert.deepEqual([found[0].title?.value, found[0].instruments], ["Sarabande", null]);
  assert.deepEqual(fields?.instruments?.value, ["Viola"]);
});

Deno.test("what a cover says waits for the music", async () => {
  const events: string[] = [];
  await readPictures(pretending(events, page([])), pictures(events), {
    doc,
    pages: 2,
    found: () => Promise.resolve(void events.push("told")),
  });
  assert.deepEqual(events, ["drawn 0", "asked", "page read", "asked", "drawn 1", "page read"]);
});
