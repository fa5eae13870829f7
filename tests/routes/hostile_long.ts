import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { crooked, heavy, SCRIPT, speaking } from "../fixtures/hostile.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const DEADLINE_MS = 5_000;
/** Reading and drawing a plain page, a new worker for it, and whatever else a busy machine is at. */
const MARGIN_MS = 15_000;

const start = () => startApp({}, {}, { deadlineMs: DEADLINE_MS });
const file = (bytes: Uint8Array<ArrayBuffer>, name = "score.pdf") =>
  new File([bytes], name, { type: "application/pdf" });
const find = (name: string) =>
  [...heavy, ...crooked, ...speaking].find((one) => one.name === name)!.make();
/** Opens, and is drawn without end. */
const slow = find("a pattern of tiles that are too small to see");

async function isReady(who: Visitor, id: string): Promise<boolean> {
  return JSON.parse((await who.get(`/scores/${id}/metadata`)).text).status === "ready";
}

/** Its app ends while a page is being drawn without end, and logs that. */
const borne = (work: () => Promise<void>) => quietly(work).then(() => {});

Deno.test("files that run into the deadline delay another person's by one of them at most", () =>
  borne(async () => {
    await using app = await start();
    const anna = await app.visitor().signIn("anna@example.org");
    const berta = await app.visitor().signIn("berta@example.org");
    await berta.add(pdfFile("first.pdf")); // The worker has started.
    const files = Array.from({ length: 5 }, (_, n) => file(new Uint8Array([...slow, n])));
    const hers = JSON.parse((await anna.upload(files, { json: true })).text).scores;
    assert.equal(hers.length, 5);
    await new Promise((later) => setTimeout(later, 100)); // The first is being drawn.

    const began = performance.now();
    const words = titlePage("Sarabande", "Anna Amalia");
    const { text } = await berta.upload([pdfFile("plain.pdf", { words })], { json: true });
    const [{ id }] = JSON.parse(text).scores;
    assert(performance.now() - began < DEADLINE_MS + MARGIN_MS, "added");
    while (!await isReady(berta, id)) await new Promise((later) => setTimeout(later, 20));
    assert.equal((await berta.get(`/scores/${id}/pages/1?w=320`)).status, 200);
    const ms = performance.now() - began;
    assert(ms < DEADLINE_MS + MARGIN_MS, `added, read and drawn: ${Math.round(ms)} ms`);
    // Anna's are read one after the other, each when the one before has been given up.
    const read = await Promise.all(hers.map((one: { id: string }) => isReady(anna, one.id)));
    const waited = read.filter(Boolean).length - 1;
    assert(waited <= 2, `Berta waited for ${waited} of Anna's`);
  }));

Deno.test("the house answers whether it is well while files are at their worst", async () => {
  await using app = await start();
  const anna = await app.visitor().signIn();
  const files = ["forms that draw a billion forms", "a million letters in one piece of text"]
    .map((name) => file(find(name)));
  const waits: number[] = [];
  let over = false;
  const watching = (async () => {
    while (!over) {
      const began = performance.now();
      assert.equal((await app.visitor().get("/health")).status, 200);
      waits.push(performance.now() - began);
      await new Promise((later) => setTimeout(later, 20));
    }
  })();
  await anna.upload(files, { json: true });
  await app.services.jobs.drained();
  over = true;
  await watching;
  // One process sends, takes and looks here, on a busy machine: the longest wait of all is not the house's.
  const most = waits.sort((a, b) => a - b)[Math.floor(0.95 * waits.length)];
  assert(waits.length > 5 && most < 300, `${Math.round(most)} ms`);
});

Deno.test("a crooked file ends in a score or in a sentence", async () => {
  await using app = await start();
  const anna = await app.visitor().signIn();
  // One in four of them: `tests/services/pdf/hostile_long.ts` has them all.
  for (const { name, make } of crooked.filter((_, at) => at % 4 === 0)) {
    const answer = await anna.upload([file(make())], { json: true });
    assert(answer.status < 500, `${name}: ${answer.status}`);
    const { scores, errors } = JSON.parse(answer.text);
    assert.equal(scores.length + errors.length, 1, name);
    if (errors.length > 0) assert.match(errors[0].message, /^[A-Z].*\.$/, name);
  }
  await app.services.jobs.drained();
  assert.equal((await anna.get("/scores")).status, 200);
});

Deno.test("nothing that a file says is shown as anything but its letters", async () => {
  await using app = await start();
  const anna = await app.visitor().signIn();
  const name = `\u202e${SCRIPT}\r\nSet-Cookie: a=b\u0000"; x="\u2066.pdf`;
  for (const one of speaking) {
    const id = await anna.add(file(one.make(), name));
    for (const path of [`/scores/${id}`, `/scores/${id}/edit`, "/scores", "/scores?q=script"]) {
      const { text, status } = await anna.get(path);
      assert.equal(status, 200);
      assert(!text.includes(SCRIPT) && !text.includes("<img src=x"), `${one.name} ${path}`);
      assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\0]|root:x:0/, `${one.name} ${path}`);
    }
    const { headers } = await anna.get(`/scores/${id}/file`);
    assert.equal(headers.get("set-cookie"), null);
    assert.match(
      headers.get("content-disposition")!,
      /^attachment; filename="(?:[^"\\\p{Cc}]|\\.)*"(?:; filename\*=UTF-8''[\w%!#$&+.^`|~-]*)?$/u,
    );
    assert.doesNotMatch(headers.get("content-disposition")!, /%E2%80%AE|%00/i);
  }
});
