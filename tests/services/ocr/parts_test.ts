import assert from "node:assert/strict";
import { FormatError } from "../../../services/formats/error.ts";
import { bandsOf } from "../../../services/ocr/bands.ts";
import { createClock } from "../../../services/ocr/clock.ts";
import { readParts } from "../../../services/ocr/parts.ts";
import type { PageText } from "../../../services/pdf/types.ts";

type Asked = Parameters<Parameters<typeof readParts>[0]>[0];

const saying = (text: string, sure = 0.95) =>
  ({ runs: text === "" ? [] : [{ text, sure }] }) as unknown as PageText;
const said = ({ runs }: PageText) => runs.map(({ text }) => text).join(" ");

/** Reads a page of which `page` says what each part says; null takes too long. */
async function reading(page: (asked: Asked) => string | null, sure?: number) {
  const asked: string[] = [];
  const text = await readParts((one) => {
    asked.push([one.part, one.turned && "turned", one.small && "small"].filter(Boolean).join(" "));
    const text = page(one);
    return text === null
      ? Promise.reject(new FormatError("timeout", "too long"))
      : Promise.resolve(saying(text, sure));
  }, "letters");
  return { asked, said: said(text) };
}

Deno.test("what the head says stands where the rest takes too long", async () => {
  const { asked, said } = await reading(({ part }) => part === "head" ? "Sarabande" : null);
  assert.deepEqual([asked, said], [["head", "labels"], "Sarabande"]);
});

// First fields came when the last label had been looked for.
Deno.test("what the head says is told before what stands beside the music is read", async () => {
  const events: string[] = [];
  await readParts(
    ({ part }) => (events.push(part), Promise.resolve(saying("Sarabande"))),
    "letters",
    (head) => (events.push(`told ${said(head)}`), Promise.resolve()),
  );
  assert.deepEqual(events, ["head", "told Sarabande", "labels"]);
});

Deno.test("a head that takes too long is read at half the size", async () => {
  const { asked, said } = await reading(({ part, small }) =>
    part === "labels" ? "Viola" : small ? "Sarabande" : null
  );
  assert.deepEqual(asked, ["head", "head small", "labels small"]);
  assert.equal(said, "Sarabande Viola");
});

Deno.test("a page on its head is read upside down, and only one that says nothing upright", async () => {
  const { asked, said } = await reading(({ turned }) => turned ? "Sarabande" : "uo");
  assert.deepEqual(asked, ["head", "head turned", "labels turned"]);
  assert.equal(said, "Sarabande Sarabande");
  const upright = await reading(({ turned }) => turned ? "apueqeres" : "Sarabande");
  assert.deepEqual(upright.asked, ["head", "labels"]);
  const blank = await reading(({ turned }) => turned ? "uo" : "");
  assert.deepEqual(blank.asked, ["head", "head turned", "labels"]);
});

Deno.test("a page of which nothing can be read in time says so", async () => {
  await assert.rejects(reading(() => null), { code: "timeout" });
});

Deno.test("a crowded page is parted between its lines", () => {
  const line = (top: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({ left: n, right: n + 1, top, bottom: top + 10 }));
  assert.deepEqual(bandsOf([...line(20, 40), ...line(50, 40)], 100), [
    { top: 0, bottom: 100, letters: 80 },
  ]);
  assert.deepEqual(bandsOf([...line(20, 300), ...line(50, 40)], 100), [
    { top: 0, bottom: 40, letters: 300 },
    { top: 40, bottom: 100, letters: 40 },
  ]);
});

Deno.test("there is time for more letters as long as the last ones went quickly", () => {
  let now = 0;
  const inTime = createClock(1_000, () => now);
  assert(inTime(100));
  now = 300;
  assert(inTime(100));
  now = 600;
  assert(!inTime(100));
});
