import { Builder, type BuildOptions } from "fresh/dev";
import type { App } from "fresh";

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** Path of a fixture app. */
export function fixturePath(name: string): string {
  return `${import.meta.dirname}/fixtures/${name}`;
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
