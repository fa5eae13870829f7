/**
 * Copies of everything: asked for, opened, changed, brought in.
 *
 * @module
 */
import assert from "node:assert/strict";
import { unzipSync, zipSync } from "fflate";
import type { TestApp } from "./app.ts";
import { pdfFile, titlePage } from "./pdf.ts";
import type { Answer, Visitor } from "./visitor.ts";

/** What is in a copy, by name. */
export type Files = Record<string, Uint8Array<ArrayBuffer>>;

/** A score of a title. */
export const score = (title: string, name = `${title}.pdf`) =>
  pdfFile(name, { words: titlePage(title, "Clara Wieck", "Op. 11"), pages: 2 });

/** Asks for a copy. */
export const ask = (visitor: Visitor, act: string) => visitor.post("/account/export", { act });
/** A file of a copy, as text. */
export const textOf = (files: Files, name: string) => new TextDecoder().decode(files[name]);

/** The export as it comes at once. */
export async function exported(
  visitor: Visitor,
): Promise<{ zip: Uint8Array<ArrayBuffer>; files: Files }> {
  const { status, bytes, headers } = await ask(visitor, "now");
  assert.equal(status, 200);
  assert.equal(headers.get("content-type"), "application/zip");
  assert.match(headers.get("content-disposition")!, /^attachment; filename="Attacca [\d-]+\.zip"$/);
  return { zip: bytes, files: unzipSync(bytes) as Files };
}

/** Sends a ZIP and waits until it is brought in; gives the page that says so. */
export async function bringIn(app: TestApp, visitor: Visitor, zip: BlobPart): Promise<Answer> {
  const sent = await send(visitor, zip);
  if (sent.status !== 303) return sent;
  await app.services.jobs.drained();
  return await visitor.get("/account/import");
}

/** Sends a ZIP to be brought in. */
export function send(visitor: Visitor, zip: BlobPart): Promise<Answer> {
  const form = new FormData();
  form.append("file", new File([zip], "Attacca.zip"));
  return visitor.fetch("/account/import", {
    method: "POST",
    body: form,
    headers: { origin: visitor.origin },
  });
}

/** A page as it is read. */
export const words = ({ text }: Answer) =>
  text.replace(/<[^>]+>/g, " ").replaceAll("&#39;", "'").replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");

/** A library with something of every kind. */
export async function filled(visitor: Visitor): Promise<string[]> {
  const ids = [];
  for (const title of ["Romanze", "Scherzo", "Impromptu", "Notturno"]) {
    ids.push(await visitor.add(score(title)));
  }
  const [romanze, scherzo, , notturno] = ids;
  await visitor.post(`/scores/${romanze}/marks`, { tags: "Matinee, Düsseldorf", favourite: "yes" });
  await visitor.post(`/scores/${scherzo}`, { title: 'Scherzo "con fuoco"', tempo: "=1+1" });
  await visitor.post(`/scores/${romanze}/place`, { page: "2" });
  await visitor.post(`/scores/${romanze}/practice`, {
    day: "2026-01-05",
    minutes: "25",
    words: "Slowly",
  });
  const { location } = await visitor.post("/collections", { name: "Leipzig", kind: "setlist" });
  const list = location.split("/")[2];
  for (const id of [scherzo, romanze, scherzo]) {
    await visitor.post(`/scores/${id}/collections`, { list });
  }
  await visitor.post(`/scores/${romanze}/collections`, { name: "Songs" });
  await visitor.post("/scores/views", { act: "save", name: "For Joseph", question: "tag=Matinee" });
  await visitor.post(`/scores/${romanze}/share`, { whom: "Joseph J.", term: "week" });
  await visitor.post("/scores/bulk", { act: "delete", id: notturno });
  return ids;
}

/** An export with something changed in its `attacca.json`, or among its files. */
export async function twisted(
  clara: Visitor,
  // deno-lint-ignore no-explicit-any
  twist: (library: any, files: Files) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { files } = await exported(clara);
  const library = JSON.parse(textOf(files, "attacca.json"));
  twist(library, files);
  files["attacca.json"] = new TextEncoder().encode(JSON.stringify(library));
  return zipSync(files, { level: 9 });
}
