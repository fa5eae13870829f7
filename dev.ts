#!/usr/bin/env -S deno run -A --watch=static,components,services,store
/**
 * `deno task build` writes the app to `_fresh/`; `deno task dev` serves it from
 * memory and again after each change.
 *
 * @module
 */
import { createBuilder } from "./fresh.config.ts";

const builder = createBuilder();
if (Deno.args.includes("build")) {
  await builder.build();
  Deno.exit(0);
}
await builder.listen(() => import("./main.ts"));
