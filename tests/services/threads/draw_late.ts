// deno run -A draw_late.ts FILE: draws a page under a deadline of two seconds, says what came of it,
// and is over when all of its threads are.
import { createPdfEngine } from "../../../services/pdf/engine.ts";

const engine = createPdfEngine({ deadlineMs: 2_000 });
const doc = { key: "1", load: () => Deno.readFile(Deno.args[0]) };
console.log(await engine.render(doc, 0, 1_000).then(() => "drawn", ({ code }) => code));
engine.close();
