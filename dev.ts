#!/usr/bin/env -S deno run -A
/**
 * `deno task build` writes the app to `_fresh/`; `deno task dev` serves it from
 * memory, and what has changed without a new start.
 *
 * @module
 */
import { createBuilder } from "./fresh.config.ts";
import type { Opened } from "./services/open.ts";

const builder = createBuilder();
if (Deno.args.includes("build")) {
  await builder.build();
  Deno.exit(0);
}
// Not loaded before there is a builder: so a change of it needs no other process.
const { readSettings } = await import("./services/settings.ts");
const { port, hostname } = readSettings();
let running: Opened | undefined;
await builder.listen(async () => {
  const { openServices } = await import("./services/open.ts");
  const opened = await openServices();
  if (opened !== running) {
    // Those from before a change: they end what they are at, and begin nothing more.
    running?.close().catch(console.error);
    running = opened;
    running.services.start();
  }
  return await import("./main.ts");
}, { port, hostname });
