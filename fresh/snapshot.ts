import type { App } from "./app.ts";
import { useAssets } from "./assets.ts";
import type { FileRoute } from "./file_routes.ts";
import { ISLAND, type Island } from "./islands.ts";
import { Partial } from "./partial.ts";

/** A body kept in memory or read from a file of the build when needed. */
export interface Stored {
  /** Length in bytes. */
  size: number;
  /** Path from the build's folder. */
  file?: string;
  bytes?: Uint8Array<ArrayBuffer>;
}

/** A file that `staticFiles()` serves. */
export interface StaticFile extends Stored {
  /** Content type. */
  type: string;
  /** Hash of the content, in hexadecimal. */
  hash: string;
  /** Whether its very name holds a hash. */
  immutable?: boolean;
  /** The same, compressed. */
  br?: Stored;
  gzip?: Stored;
}

/** Address of a script, and of those that it imports. */
export interface Script {
  url: string;
  imports: string[];
}

/** The scripts that make islands live; all but `boot` where props need them. */
export type ClientScripts = Record<"boot" | "slots" | "signals" | "rich" | "partials", Script>;

/** What a build found and made. */
export interface Snapshot {
  /** Folder of the project. */
  root: string;
  /** Folder of the build, for files. */
  dir: string;
  mode: "development" | "production";
  routes: FileRoute[];
  /** Islands with the module that holds each, as loaded on the server. */
  islands: (Island & { module: Record<string, unknown> })[];
  client: ClientScripts;
  statics: Record<string, StaticFile>;
}

/** A snapshot made ready for look-ups. */
export interface LiveSnapshot extends Omit<Snapshot, "islands" | "statics"> {
  islands: Map<unknown, Island>;
  statics: Map<string, StaticFile>;
  hashes: Record<string, string>;
  /** The preloads of pages, by their scripts: a page loads the same ones each time. */
  preloads: Map<string, string>;
}

/** What an app runs with when nothing was built: no files, no islands. */
export function emptySnapshot(root: string): LiveSnapshot {
  // Without islands no page asks for scripts.
  const files = { routes: [], islands: [], client: {} as ClientScripts, statics: {} };
  return enliven({ root, dir: root, mode: "production", ...files });
}

/** Turns a snapshot's lists into maps. */
function enliven(snapshot: Snapshot): LiveSnapshot {
  const { partials } = snapshot.client;
  const islands = new Map<unknown, Island>(
    snapshot.islands.map(({ module, ...island }) => [module[island.exportName], island]),
  );
  if (partials) islands.set(Partial, { name: "Partial", exportName: "Partial", ...partials });
  for (const component of islands.keys()) (component as { [ISLAND]?: true })[ISLAND] = true;
  const statics = new Map(Object.entries(snapshot.statics));
  const hashes: Record<string, string> = {};
  for (const [path, { hash, immutable }] of statics) if (!immutable) hashes[path] = hash;
  return { ...snapshot, islands, statics, hashes, preloads: new Map() };
}

/**
 * Gives an app what a build made. Called by the built server and by the
 * function that `builder.build({ snapshot: "memory" })` gives.
 */
// deno-lint-ignore no-explicit-any
export function applySnapshot(app: App<any>, snapshot: Snapshot): LiveSnapshot {
  const live = enliven(snapshot);
  app.useSnapshot(live);
  useAssets(live.hashes, app.config.basePath);
  return live;
}

/**
 * The default export of a built server: `{ fetch }`, for `deno serve` and
 * `Deno.serve`.
 */
// deno-lint-ignore no-explicit-any
export function serveBuilt(app: App<any>, snapshot: Snapshot) {
  applySnapshot(app, snapshot);
  return { fetch: app.answering() };
}
