import assert from "node:assert/strict";
import { createUniqueNames, safeName, scoreFileName } from "../../../services/export/names.ts";

Deno.test("a file goes by its composer, title and opus, as far as they are known", () => {
  const of = (composer: string, title: string, opus: string) =>
    scoreFileName({ composer, title, opus }, ".pdf");
  assert.equal(of("Clara Wieck", "Romanze", "Op. 11"), "Clara Wieck - Romanze, Op. 11.pdf");
  assert.equal(of("", "Romanze", ""), "Romanze.pdf");
  assert.equal(of("", "", ""), "Score.pdf");
});

Deno.test("a name is no path, hides nothing, and any system takes it", () => {
  for (
    const [name, safe] of [
      ["../../etc/passwd", "etc-passwd"],
      ["C:\\Windows\\x", "C-Windows-x"],
      ["\u202efdp.exe", "fdp.exe"],
      ["a\0b\nc", "abc"],
      [".hidden", "hidden"],
      ["con", "_con"],
      ["LPT1.x", "_LPT1.x"],
      ["ends. ", "ends"],
      ["e\u0301tude", "\u00e9tude"],
      ['a<b>:"|?*c', "a-b-c"],
      ["...", "Score"],
    ]
  ) {
    assert.equal(safeName(name, ".pdf"), `${safe}.pdf`);
  }
});

Deno.test("a name has at most 120 characters, and few enough bytes for every file system", () => {
  assert.equal(safeName("x".repeat(500), ".pdf").length, 120);
  assert.ok(new TextEncoder().encode(safeName("鍵".repeat(500), ".pdf")).length <= 200);
});

Deno.test("no two files have a name that a system might take for the same", () => {
  const unique = createUniqueNames();
  const names = ["a.pdf", "A.pdf", "a.pdf", "a (2).pdf", `${"x".repeat(116)}.pdf`];
  assert.deepEqual([...names, names[4]].map(unique), [
    "a.pdf",
    "A (2).pdf",
    "a (3).pdf",
    "a (2) (2).pdf",
    `${"x".repeat(116)}.pdf`,
    `${"x".repeat(112)} (2).pdf`,
  ]);
});

Deno.test("a thousand files of one name are named in no time", () => {
  const unique = createUniqueNames();
  const names = Array.from({ length: 20_000 }, () => unique("Sonata.pdf"));
  assert.equal(new Set(names).size, 20_000);
  assert.equal(names.at(-1), "Sonata (20000).pdf");
});
