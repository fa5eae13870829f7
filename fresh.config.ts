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

type Compiler = Awaited<ReturnType<typeof compile>>;
/** The compiler of the build before, and what it was made of: most changes are of other files. */
let kept: { compiler: Compiler; sheets: string[]; text: string } | undefined;

/** The stylesheet with the classes that are used, and no others, but while one works on the app. */
async function styles(source: string): Promise<string> {
  if (kept === undefined || kept.text !== await textOf(source, kept.sheets)) {
    const sheets: string[] = [];
    const onDependency = (path: string) => sheets.push(path);
    const compiler = await compile(source, { base: `${root}/static`, onDependency });
    kept = { compiler, sheets, text: await textOf(source, sheets) };
  }
  const sources = CLASSES_IN.map((folder) => ({
    base: `${root}/${folder}`,
    pattern: "**/*.{ts,tsx}",
    negated: false,
  }));
  return kept.compiler.build(new Scanner({ sources }).scan());
}

async function textOf(source: string, sheets: string[]): Promise<string> {
  const texts = await Promise.all(sheets.map((sheet) => Deno.readTextFile(sheet)));
  return [source, ...texts].join("\n");
}
