import assert from "node:assert/strict";
import { FormatError } from "../../../services/formats/error.ts";
import { createMusicXmlEngine } from "../../../services/musicxml/engine.ts";
import { capMemories } from "../../../services/threads/memory_cap.ts";
import { makeMusicXml } from "../../fixtures/make_mxl.ts";

let last = 0;
const doc = (xml: string) => ({
  key: `${++last}`,
  load: () => Promise.resolve(new TextEncoder().encode(xml)),
});

Deno.test("a score that takes too long to engrave is read all the same, and the next one is engraved", async () => {
  const engine = createMusicXmlEngine({ deadlineMs: 4_500 });
  try {
    const long = doc(makeMusicXml({ measures: 30_000 }));
    assert.deepEqual(await engine.inspect(long, { maxPages: 100 }), { pages: 0, shapes: [] });
    assert.equal((await engine.read(long, {})).title?.value, "Study");
  } finally {
    engine.close();
  }
  const next = createMusicXmlEngine();
  try {
    assert.equal((await next.inspect(doc(makeMusicXml()), { maxPages: 100 })).pages, 1);
  } finally {
    next.close();
  }
});

Deno.test("a score that fills the engraver's memory is read all the same", async () => {
  const engine = createMusicXmlEngine({ memoryLimitBytes: 130 * 2 ** 20, deadlineMs: 30_000 });
  try {
    const full = doc(makeMusicXml({ measures: 5_000 }));
    assert.deepEqual(await engine.inspect(full, { maxPages: 100 }), { pages: 0, shapes: [] });
    assert.equal((await engine.read(full, {})).title?.value, "Study");
  } finally {
    engine.close();
  }
});

Deno.test("a score of more pages than are taken has none", async () => {
  const engine = createMusicXmlEngine();
  try {
    const score = doc(makeMusicXml({ measures: 400 }));
    assert.deepEqual(await engine.inspect(score, { maxPages: 1 }), { pages: 0, shapes: [] });
    const { pages, shapes } = await engine.inspect(score, { maxPages: 100 });
    assert.equal(shapes.length, pages);
    await assert.rejects(
      engine.render(score, pages, 320),
      (error) => error instanceof FormatError && error.code === "no_such_page",
    );
    assert.equal((await engine.render(score, pages - 1, 320)).width, 320);
  } finally {
    engine.close();
  }
});

Deno.test("a memory grows up to its limit and no further", () => {
  const { grow } = WebAssembly.Memory.prototype;
  try {
    capMemories(2 * 65_536, () => {});
    const memory = new WebAssembly.Memory({ initial: 1 });
    assert.equal(memory.grow(1), 1);
    assert.throws(() => memory.grow(1), RangeError);
    assert.equal(memory.buffer.byteLength, 2 * 65_536);
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
});

Deno.test("an engine that rests ends its worker, and starts another when it is asked again", async () => {
  const engine = createMusicXmlEngine({ idleMs: 50 });
  let loads = 0;
  const score = {
    key: "a",
    load: () => (loads++, Deno.readFile("tests/fixtures/voegel.musicxml")),
  };
  try {
    await engine.read(score, {});
    await engine.read(score, {});
    assert.equal(loads, 1);
    await new Promise((resolve) => setTimeout(resolve, 120));
    assert.equal((await engine.read(score, {})).title?.value, "Alle Vögel sind schon da");
    assert.equal(loads, 2);
  } finally {
    engine.close();
  }
});
