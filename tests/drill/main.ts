/**
 * `deno task drill [WORDS]`: every vendor broken in every way, through the real app over HTTP.
 * Prints a row for each, and fails where one does not hold.
 *
 * @module
 */
import { type Fault, faults } from "../fakes/fault.ts";
import { type Notes, play } from "./scene.ts";
import { scenes } from "./scenes.ts";

const only = Deno.args[0] ?? "";
const rows: Notes[] = [];
for (const scene of scenes.filter(({ vendor, wants }) => `${vendor} ${wants}`.includes(only))) {
  console.log(`\n${scene.vendor}: ${scene.wants}\n`);
  console.log("| fault | slowest page | waits | recovers | lost | twice | what the person saw |");
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const fault of Object.keys(faults) as Fault[]) {
    const notes = await play(scene, fault);
    rows.push(notes);
    const { pageMs, waited, recovered, lost, twice, saw, wrong } = notes;
    const cells = [fault, `${pageMs} ms`, waited, recovered ? "yes" : "NO", lost, twice, saw];
    console.log(`| ${cells.join(" | ")} |`);
    for (const each of wrong) console.log(`| | DOES NOT HOLD: ${each} | | | | | |`);
  }
}
const held = rows.filter(({ wrong }) => wrong.length === 0).length;
const slowest = Math.max(...rows.map(({ pageMs }) => pageMs));
console.log(`\n${held} of ${rows.length} rows hold; the slowest page took ${slowest} ms.`);
Deno.exit(held === rows.length ? 0 : 1);
