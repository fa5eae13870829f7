import assert from "node:assert/strict";
import { type Block, prose } from "../../../services/explaining/prose.ts";

/** The blocks in a shape that is quick to read: "heading: …", "paragraph: …", "list: … | …". */
function outline(text: string): string[] {
  const line = (runs: readonly { text: string; strong: boolean }[]) =>
    runs.map((run) => run.strong ? `<${run.text}>` : run.text).join("");
  return prose(text).map((block: Block) =>
    `${block.kind}: ${block.kind === "list" ? block.items.map(line).join(" | ") : line(block.runs)}`
  );
}

Deno.test("headings, lists, bold and paragraphs are set; nothing else is", () => {
  assert.deepEqual(
    outline(
      "# Style\n\nA **minuet** in three,\nquiet and even.\n\n## How to practise it ##\n" +
        "- Slowly,\n  with both hands.\n* Then *faster*.\n\n1. Count.\n2) `Sing`.\n---\n**Technique**\nThe end.",
    ),
    [
      "heading: Style",
      "paragraph: A <minuet> in three, quiet and even.",
      "heading: How to practise it",
      "list: Slowly, with both hands. | Then faster.",
      "list: Count. | Sing.",
      "heading: Technique",
      "paragraph: The end.",
    ],
  );
});

Deno.test("bold that is not closed yet is plain until it is", () => {
  assert.deepEqual(outline("A **min"), ["paragraph: A min"]);
  assert.deepEqual(outline("A **minuet** in **thr"), ["paragraph: A <minuet> in thr"]);
});

Deno.test("hostile text is text: no tag, no link, no address, no turned or hidden word", () => {
  assert.deepEqual(outline("<script>alert(1)</script>"), ["paragraph: <script>alert(1)</script>"]);
  assert.deepEqual(
    outline("[Press here](javascript:alert(1)) ![x](https://evil.example/p.png) now"),
    ["paragraph: Press here) x now"],
  );
  assert.deepEqual(outline("Go to https://evil.example/?q=1 or WWW.evil.example now"), [
    "paragraph: Go to [address left out] or [address left out] now",
  ]);
  const tags = String.fromCodePoint(0xe0041, 0xe0042);
  assert.deepEqual(
    outline(`a\u202eb\u2066c\u200bd\u0000e\u001bf\ufeffg\u00adh${tags}i\ud800j`),
    ["paragraph: abcdefghij"],
  );
  assert.deepEqual(outline(`Z${"\u0301".repeat(200)}a`), [`paragraph: Z${"\u0301".repeat(3)}a`]);
});

Deno.test("text made to be slow is set in no time, and not without end", () => {
  const slow = [
    "#".repeat(20_000),
    "# " + " ".repeat(20_000) + "x",
    "**".repeat(10_000),
    "*a".repeat(10_000),
    "_ ".repeat(10_000),
    "[".repeat(20_000),
    "[a](".repeat(5_000),
    "- - ".repeat(5_000),
    "`".repeat(20_000),
    "\u0301".repeat(20_000),
    "x\n\n".repeat(6_000),
  ];
  for (const text of slow) {
    const start = performance.now();
    const blocks = prose(text);
    assert.ok(performance.now() - start < 250, text.slice(0, 8));
    assert.ok(blocks.length <= 201);
  }
});
