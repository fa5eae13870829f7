/**
 * The app in a process of its own that a test may kill, with a clock that is `LATER_MS` ahead:
 * the leases of the one that was killed before have run out.
 *
 * @module
 */
import { startApp } from "./app.ts";

const app = await startApp(Deno.env.toObject());
app.pass(Number(Deno.env.get("LATER_MS")));
app.services.start();
console.log(app.origin);
