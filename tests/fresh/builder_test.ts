import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { Builder, BuildError } from "fresh/dev";
import config from "../../deno.json" with { type: "json" };
import { asking, fixturePath, project, served } from "./fixture.ts";

async function listed(dir: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(dir)) names.push(name);
  return names.sort();
}

const MAIN = `import { App, staticFiles } from "fresh";
export const app = new App().use(staticFiles()).fsRoutes();`;
const ISLAND = `import { useState } from "preact/hooks";
export default function One() {
  const [n, set] = useState(0);
  return <button type="button" onClick={() => set(n + 1)}>{n}</button>;
}`;
const PAGE = `import One from "../islands/one.tsx";
export default () => <One />;`;

Deno.test("a build on disk is a server of its own", async () => {
  const files = {
    "main.ts": MAIN,
    "islands/one.tsx": ISLAND,
    "routes/index.tsx": PAGE,
    "static/a.txt": "text",
  };
  await project(files, async (root) => {
    await new Builder({ root }).build();
    const { default: server } = await import(`${root}/_fresh/server.js`);
    await served(server.fetch, async (origin) => {
      const page = await (await fetch(origin)).text();
      assert.match(page, /<!--i:0--><button/);
      assert.doesNotMatch(page, /alive/, "only while one works on it");
      const [, url] = /modulepreload" href="([^"]+)"/.exec(page)!;
      const script = await fetch(origin + url);
      assert.equal(script.headers.get("content-encoding"), "br");
      assert.match(await script.text(), /__FRSH_STATE/);
      assert.equal(await (await fetch(origin + "/a.txt")).text(), "text");
      for (const path of ["/_fresh/server.js", "/_fresh/alive", "/_fresh/alive.js"]) {
        const secret = await fetch(origin + path);
        assert.equal(secret.status, 404, path);
        await secret.body?.cancel();
      }
    });
  });
});

Deno.test("of a build only static files and scripts are served, no list of them", async () => {
  const files = { "main.ts": MAIN, "islands/one.tsx": ISLAND, "static/a.txt": "text" };
  await project(files, async (root) => {
    await new Builder({ root }).build();
    assert.deepEqual(await listed(`${root}/_fresh`), ["br", "gzip", "server.js", "static"]);
    assert.deepEqual(await listed(`${root}/_fresh/static`), ["_fresh", "a.txt"]);
    for (const name of await listed(`${root}/_fresh/static/_fresh/js`)) {
      assert.match(name, /-[A-Z0-9]{8}\.js$/);
    }
    const { default: server } = await import(`${root}/_fresh/server.js`);
    for (const path of ["/_fresh/server.js", "/server.js", "/metafile.json", "/br/a.txt"]) {
      assert.equal((await server.fetch(new Request(`http://app.test${path}`))).status, 404, path);
    }
  });
});

Deno.test("a new build replaces the old one whole", async () => {
  const files = { "main.ts": MAIN, "static/old.txt": "old" };
  await project(files, async (root) => {
    await new Builder({ root }).build();
    await Deno.remove(`${root}/static/old.txt`);
    await Deno.writeTextFile(`${root}/static/new.txt`, "new");
    await new Builder({ root }).build();
    assert.deepEqual(await listed(`${root}/_fresh/static`), ["_fresh", "new.txt"]);
    assert.deepEqual(await listed(root), ["_fresh", "main.ts", "static"]);
  });
});

Deno.test("a build that fails leaves the old one as it was", async () => {
  const files = { "main.ts": MAIN, "islands/one.tsx": ISLAND };
  await project(files, async (root) => {
    await new Builder({ root }).build();
    const before = await Deno.readTextFile(`${root}/_fresh/server.js`);
    await Deno.writeTextFile(`${root}/islands/two.tsx`, "export default (");
    await assert.rejects(new Builder({ root }).build(), BuildError);
    const after = await Deno.readTextFile(`${root}/_fresh/server.js`);
    assert.equal(after, before);
  });
});

Deno.test("an island that does not build is named with line and column", async () => {
  const files = { "islands/one.tsx": "export default () =>\n  <p>" };
  await project(files, async (root) => {
    await assert.rejects(
      new Builder({ root }).build({ snapshot: "memory" }),
      (error: BuildError) => {
        assert.equal(error.code, "build_failed");
        assert.match(error.message, /islands\/one\.tsx:2:\d+: /);
        return true;
      },
    );
  });
});

Deno.test("the same source gives the same names", async () => {
  const names = async () => {
    const apply = await new Builder({ root: fixturePath("site") })
      .build({ snapshot: "memory" });
    const { app } = await import("./fixtures/site/main.ts");
    apply(app);
    const page = await (await asking(app)("/tick")).text();
    return [...page.matchAll(/href="(\/_fresh[^"]+)"/g)].map(([, url]) => url);
  };
  const first = await names();
  assert.ok(first.length > 1);
  assert.deepEqual(await names(), first);
});

Deno.test("a transform changes files of its name, and their path", async () => {
  const files = { "static/a.css": "a{}", "static/b.txt": "b" };
  await project(files, async (root) => {
    const builder = new Builder({ root });
    builder.onTransformStaticFile(
      { pluginName: "test", filter: /\.css$/ },
      ({ text, mode, path }) => {
        assert.ok(path.endsWith("a.css"));
        return { content: `/* ${mode} */${text}`, path: "z.css", map: "{}" };
      },
    );
    const app = new App().use(staticFiles());
    (await builder.build({ snapshot: "memory" }))(app);
    const ask = asking(app);
    const css = await ask("/z.css");
    assert.equal(await css.text(), "/* production */a{}");
    assert.equal((await ask("/z.css.map")).status, 200);
    assert.equal((await ask("/a.css")).status, 404);
    assert.equal(await (await ask("/b.txt")).text(), "b");
  });
});

Deno.test("a transform that fails names the file and itself", async () => {
  await project({ "static/a.css": "a{}" }, async (root) => {
    const builder = new Builder({ root });
    builder.onTransformStaticFile(
      { pluginName: "styles", filter: /\.css$/ },
      () => {
        throw new Error("no such class");
      },
    );
    await assert.rejects(
      builder.build({ snapshot: "memory" }),
      /Cannot build static\/a\.css \(styles\): no such class/,
    );
  });
});

Deno.test("two files for one address are refused", async () => {
  const files = {
    "routes/(a)/x.tsx": "export default () => null;",
    "routes/(b)/x.tsx": "export default () => null;",
  };
  await project(files, async (root) => {
    await assert.rejects(
      new Builder({ root }).build({ snapshot: "memory" }),
      /Cannot route \(b\)\/x\.tsx: \(a\)\/x\.tsx has the same address/,
    );
  });
});

Deno.test("ignored paths are not built", async () => {
  const files = { "static/a.txt": "a", "static/b.txt": "b" };
  await project(files, async (root) => {
    const app = new App().use(staticFiles());
    const builder = new Builder({ root, ignore: [/b\.txt$/] });
    (await builder.build({ snapshot: "memory" }))(app);
    const ask = asking(app);
    assert.equal((await ask("/a.txt")).status, 200);
    assert.equal((await ask("/b.txt")).status, 404);
  });
});

// Emacs keeps such a link beside each file that is being written in.
Deno.test("a link that leads nowhere does not stop a build", async () => {
  await project(
    { "static/a.txt": "a", "routes/a.tsx": "export default () => 1;" },
    async (root) => {
      for (const dir of ["static", "routes"]) await Deno.symlink("nowhere", `${root}/${dir}/.#a`);
      const app = new App().use(staticFiles());
      (await new Builder({ root }).build({ snapshot: "memory" }))(app);
      assert.equal((await asking(app)("/a.txt")).status, 200);
    },
  );
});

Deno.test("an (_islands) folder in routes holds islands", async () => {
  const files = {
    "routes/shop/(_islands)/cart.tsx": ISLAND,
    "routes/shop/index.tsx": PAGE.replace(
      "../islands/one.tsx",
      "./(_islands)/cart.tsx",
    ),
  };
  await project(files, async (root) => {
    const app = new App().use(staticFiles()).fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    const page = await (await asking(app)("/shop")).text();
    assert.match(page, /<!--i:0-->.*\/_fresh\/js\/cart-/s);
  });
});

Deno.test("two islands of one name, alike to the letter, are each an island", async () => {
  const page = PAGE.replace("../islands/one.tsx", "./(_islands)/cart.tsx");
  const files = {
    "routes/a/(_islands)/cart.tsx": ISLAND,
    "routes/a/index.tsx": page,
    "routes/b/(_islands)/cart.tsx": ISLAND,
    "routes/b/index.tsx": page,
  };
  await project(files, async (root) => {
    const app = new App().use(staticFiles()).fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    const ask = asking(app);
    for (const path of ["/a", "/b"]) {
      const [url] = /\/_fresh\/js\/cart-[^"]+/.exec(await (await ask(path)).text())!;
      assert.match(await (await ask(url)).text(), /export/);
    }
  });
});

Deno.test("a route's config that nobody would read stops the build", async () => {
  const files = { "routes/a.tsx": "export const config = { csp: true };" };
  await project(files, async (root) => {
    await assert.rejects(
      new Builder({ root }).build({ snapshot: "memory" }),
      /The option "csp" of config in .*a\.tsx is left out/,
    );
  });
});

Deno.test("style sheets that a route names and nobody would load stop the build", async () => {
  const files = { "routes/a.tsx": 'export const css = ["./a.css"];' };
  await project(files, async (root) => {
    await assert.rejects(
      new Builder({ root }).build({ snapshot: "memory" }),
      /The export "css" of .*a\.tsx is left out/,
    );
  });
});

Deno.test("an island finds what deno.json names, and a package by npm:, which is there once", async () => {
  const island = ISLAND.replace('"preact/hooks"', `"${config.imports.preact}/hooks"`);
  const files = {
    "islands/one.tsx": `import { asset } from "fresh/runtime";\n${
      island.replace("{n}", '{asset("/a")}')
    }`,
    "routes/index.tsx": PAGE,
  };
  await project(files, async (root) => {
    const app = new App().use(staticFiles()).fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    const ask = asking(app);
    const [url] = /\/_fresh\/js\/one-[^"]+/.exec(await (await ask("/")).text())!;
    assert.ok((await (await ask(url)).text()).length < 1000);
  });
});

Deno.test("what an island imports and nobody finds is named with file and line", async () => {
  const files = { "islands/one.tsx": `import "nowhere";\n${ISLAND}` };
  await project(files, async (root) => {
    await assert.rejects(
      new Builder({ root }).build({ snapshot: "memory" }),
      /^BuildError: islands\/one\.tsx:1:8: .*"nowhere"/,
    );
  });
});

Deno.test("a deno.json may have comments, and commas at ends", async () => {
  const files = {
    "deno.json": `// "what" we import
{ "imports": { "far": "https://a.test/*b*/", /* and */ "near": "./near.ts", }, }`,
    "islands/one.tsx": ISLAND,
  };
  await project(files, async (root) => {
    await new Builder({ root }).build({ snapshot: "memory" });
  });
});

Deno.test("only files can be registered as islands", () => {
  assert.throws(
    () => new Builder().registerIsland("jsr:@a/b"),
    /Cannot register the island jsr:@a\/b/,
  );
});

Deno.test("of a large file on disk only what is asked for is read and sent", async () => {
  const text = Array.from({ length: 200_000 }, (_, n) => `${n}`.padStart(8, ".")).join("");
  const files = { "main.ts": MAIN, "static/large.bin": text };
  await project(files, async (root) => {
    await new Builder({ root }).build();
    const { default: server } = await import(`${root}/_fresh/server.js`);
    await served(server.fetch, async (origin) => {
      const part = await fetch(origin + "/large.bin", {
        headers: { range: "bytes=800000-999999" },
      });
      assert.equal(part.status, 206);
      assert.equal(await part.text(), text.slice(800_000, 1_000_000));
      assert.equal(await (await fetch(origin + "/large.bin")).text(), text);
    });
  });
});
