#!/usr/bin/env -S deno run -A --watch
/**
 * `deno task build` writes the app to `_fresh/`; `deno task dev` serves it from
 * memory and again after each change.
 *
 * @module
 */
import { createBuilder } from "./fresh.config.ts";
import { openServices, readSettings } from "./services/open.ts";

const builder = createBuilder();
if (Deno.args.includes("build")) {
  await builder.build();
  Deno.exit(0);
}
const { port, hostname } = readSettings();
const opened = openServices().then(({ services }) => services.start());
await Promise.all([opened, builder.listen(() => import("./main.ts"), { port, hostname })]);
