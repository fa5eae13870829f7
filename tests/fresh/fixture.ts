import { Builder, type BuildOptions } from "fresh/dev";
import type { App } from "fresh";

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** Path of a fixture app. */
export function fixturePath(name: string): string {
  return `${import.meta.dirname}/fixtures/${name}`;
}

/** Writes files of a project, with the folders that they are in. */
export async function write(root: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = `${root}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
}

/** A project in a folder of its own, removed afterwards. */
export async function project(
  files: Record<string, string>,
  use: (root: string) => Promise<void>,
): Promise<void> {
  // Below deno.json, so that its imports hold, and where git does not look.
  const dir = fixturePath("_fresh");
  await Deno.mkdir(dir, { recursive: true });
  const root = await Deno.makeTempDir({ dir });
  try {
    await write(root, files);
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

const handlers = new Map<string, Promise<Fetch>>();

/**
 * A fixture app, built once in memory, as a function that asks it.
 *
 * @param name folder in fixtures/
 */
export function fixture(name: "site" | "conventions"): Promise<Fetch> {
  let made = handlers.get(name);
  if (made === undefined) handlers.set(name, made = build(name));
  return made;
}

async function build(name: string): Promise<Fetch> {
  const options: BuildOptions = { root: fixturePath(name) };
  const apply = await new Builder(options).build({ snapshot: "memory" });
  const { app } = await import(`./fixtures/${name}/main.ts`);
  apply(app);
  return asking(app);
}

/** An app as a function that asks it for a path. */
// deno-lint-ignore no-explicit-any
export function asking(app: App<any>): Fetch {
  const handler = app.handler();
  return (path, init) => handler(new Request(`http://app.test${path}`, init));
}

/** Serves a handler over real HTTP while `use` runs. */
export async function served<T>(
  handler: Deno.ServeHandler,
  use: (origin: string) => Promise<T>,
): Promise<T> {
  const server = Deno.serve({ port: 0, onListen() {} }, handler);
  try {
    return await use(`http://localhost:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

/** Runs something with console.error caught, and gives what was written. */
export async function errorsOf(use: () => Promise<unknown>): Promise<unknown[]> {
  const written: unknown[] = [];
  const real = console.error;
  console.error = (...args: unknown[]) => written.push(...args);
  try {
    await use();
  } finally {
    console.error = real;
  }
  return written;
}
