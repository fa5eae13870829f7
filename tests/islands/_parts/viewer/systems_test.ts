/** Systems seen in a page's picture, and where two pages are cut between them. */
import assert from "node:assert/strict";
import { cutOf, gapsOf, type Greys } from "../../../../islands/_parts/viewer/systems.ts";

const WIDTH = 500;
const HEIGHT = 1400;
const SPACE = 8;
const STAFF = 4 * SPACE;

interface Drawing {
  /** The tops of the staves of each system. */
  systems: readonly (readonly number[])[];
  /** How dark the paper is, and a line. */
  paper?: number;
  ink?: number;
  /** How far a line falls over the page's width. */
  askew?: number;
  /** Whether a line at the left joins the staves of a system. */
  joined?: boolean;
  more?: (dot: (x: number, y: number) => void) => void;
}

/** A page with staves, and words in small type under each. */
function drawn(
  { systems, paper = 255, ink = 60, askew = 0, joined = true, more = () => {} }: Drawing,
): Greys {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(paper);
  const dot = (x: number, y: number) => data[Math.round(y + askew * x / WIDTH) * WIDTH + x] = ink;
  for (const staves of systems) {
    for (const top of staves) {
      for (let x = 40; x < 460; x++) {
        for (let line = 0; line < 5; line++) dot(x, top + line * SPACE);
        if (x % 7 < 3) { for (let y = 0; y < 8; y++) dot(x, top + STAFF + 16 + y); }
      }
    }
    if (!joined) continue;
    for (let y = staves[0]; y < staves.at(-1)! + STAFF; y++) dot(40, y);
  }
  more(dot);
  return { data, width: WIDTH, height: HEIGHT };
}

/** Four staves from there. */
const quartet = (top: number) => [0, 80, 160, 240].map((down) => top + down);
const QUARTETS = [quartet(60), quartet(440), quartet(900)];

/** The gaps as rows. */
const rows = (page: Greys) =>
  gapsOf(page).map(({ from, to }) => [from, to].map((part) => Math.round(part * HEIGHT)));

Deno.test("the gaps of a page are between systems, and not between the staves of one", () => {
  assert.deepEqual(rows(drawn({ systems: QUARTETS })), [[356, 439], [736, 899]]);
});

Deno.test("staves that nothing joins are systems of their own", () => {
  const single = drawn({ systems: [[100], [220], [340]], joined: false });
  assert.deepEqual(rows(single), [[156, 219], [276, 339]]);
});

Deno.test("on grey paper, a little askew, or with the dark edge of a scan, the gaps are the same", () => {
  const edge = (dot: (x: number, y: number) => void) => {
    for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < 3; x++) dot(x, y);
  };
  for (
    const look of [
      { paper: 190, ink: 120 },
      { askew: 6 },
      { more: edge },
    ]
  ) {
    const found = rows(drawn({ systems: QUARTETS, ...look }));
    assert.equal(found.length, 2, JSON.stringify(look));
    for (const [n, [from, to]] of [[356, 439], [736, 899]].entries()) {
      assert.ok(found[n][0] >= from - 1 && found[n][1] <= to + 7, JSON.stringify(found));
    }
  }
});

Deno.test("where systems touch, the cut goes where the least ink is", () => {
  const [top, next] = [100, 240];
  const slurs = (dot: (x: number, y: number) => void) => {
    for (let y = top + STAFF + 1; y < next; y++) {
      const from = 60 + 40 * y % 360;
      for (let x = from; x < from + (y === 200 ? 4 : 9); x++) dot(x, y);
    }
  };
  const touching = drawn({ systems: [[top], [next]], joined: false, more: slurs });
  assert.deepEqual(rows(touching), [[200, 201]]);
});

Deno.test("a page of words, a blank one and one of a single system have no gaps", () => {
  const words = (dot: (x: number, y: number) => void) => {
    for (let y = 100; y < 900; y++) if (y % 20 < 8) { for (let x = 50; x < 450; x += 3) dot(x, y); }
  };
  assert.deepEqual(rows(drawn({ systems: [] })), []);
  assert.deepEqual(rows(drawn({ systems: [], more: words })), []);
  assert.deepEqual(rows(drawn({ systems: [quartet(200)] })), []);
});

const at = (...middles: number[]) =>
  middles.map((middle) => ({ from: middle - 0.02, to: middle + 0.02 }));

Deno.test("both pages are cut between systems, near the middle, and the next one's part is whole", () => {
  assert.deepEqual(cutOf(at(0.3, 0.52, 0.8), at(0.25, 0.5, 0.75)), { line: 0.51, upper: 0.51 });
  // Where the next page's system ends lower, the one before it is its last; white is between.
  assert.deepEqual(cutOf(at(0.25, 0.5, 0.75), at(0.36, 0.62)), { line: 0.5, upper: 0.36 });
  // It may end lower within the same white.
  const { line, upper } = cutOf(at(0.5), at(0.53));
  assert.ok(line > 0.51 && line < 0.52 && upper === line);
});

Deno.test("a cut further from the middle is taken where the next page has no system above a nearer one", () => {
  assert.deepEqual(cutOf(at(0.35, 0.66), at(0.6)), { line: 0.66, upper: 0.6 });
});

Deno.test("where systems are not known the cut is in the middle", () => {
  assert.deepEqual(cutOf([], at(0.4)), { line: 0.5, upper: 0.5 });
  assert.deepEqual(cutOf(at(0.05, 0.9), at(0.4)), { line: 0.5, upper: 0.5 });
  assert.deepEqual(cutOf(at(0.6), []), { line: 0.6, upper: 0.6 });
});

Deno.test("of pages that are not of one height, each part is told by the next page's", () => {
  assert.deepEqual(cutOf(at(0.5), at(0.2), 0.5), { line: 0.25, upper: 0.2 });
  assert.deepEqual(cutOf([], [], 0.5), { line: 0.25, upper: 0.25 });
});
