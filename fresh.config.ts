/**
 * What the framework must know of this app: where things are, and how styles are made.
 *
 * @module
 */
import { compile } from "@tailwindcss/node";
import { Scanner } from "@tailwindcss/oxide";
import { Builder } from "fresh/dev";

const root = import.meta.dirname!;
/** What islands are made of, is no island. */
const NO_ISLANDS = /\/_parts\//;
/** Where Tailwind looks for class names. */
const CLASSES_IN = ["routes", "components", "islands"];

/** The builder of this app. */
export function createBuilder(): Builder {
  const builder = new Builder({ root, ignore: [NO_ISLANDS] });
  builder.onTransformStaticFile(
    { pluginName: "tailwind", filter: /styles\.css$/ },
    async ({ content }) => ({ content: await styles(new TextDecoder().decode(content)) }),
  );
  return builder;
}

/** The stylesheet with the classes that are used, and no others. */
async function styles(source: string): Promise<string> {
  const compiler = await compile(source, { base: `${root}/static`, onDependency: () => {} });
  const sources = CLASSES_IN.map((folder) => ({
    base: `${root}/${folder}`,
    pattern: "**/*.{ts,tsx}",
    negated: false,
  }));
  return compiler.build(new Scanner({ sources }).scan());
}
