import assert from "node:assert/strict";

const IMPORT = /^(?:import|export)\s+(?!type\s)[^"';]*?from\s+"(\.[^"]+)"|^import\s+"(\.[^"]+)"/gm;
const root = new URL("../../fresh/", import.meta.url);

/** What each file of the layer imports of it when it runs; types are nothing then. */
async function imports(dir = root, found = new Map<string, string[]>()) {
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    const at = new URL(name + (isDirectory ? "/" : ""), dir);
    if (isDirectory) await imports(at, found);
    else if (name.endsWith(".ts")) {
      const text = await Deno.readTextFile(at);
      const targets = [...text.matchAll(IMPORT)].map(([, from, bare]) =>
        new URL(from ?? bare, at).href
      );
      found.set(at.href, targets);
    }
  }
  return found;
}

Deno.test("no file of the layer imports itself by way of others", async () => {
  const graph = await imports();
  assert.ok(graph.size > 20);
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    const names = [...path, file].map((each) => each.slice(root.href.length));
    assert.ok(!path.includes(file), names.join(" > "));
    if (done.has(file)) return;
    done.add(file);
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
  };
  for (const file of graph.keys()) visit(file, []);
});
