import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";

const sonata = () =>
  pdfFile("sonata.pdf", {
    words: titlePage("Sonata facile", "Wolfgang Amadeus Mozart", "KV 545"),
    pages: 3,
  });

Deno.test("a score brought in is read, found, opened, and given back byte for byte", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const file = sonata();

  const sent = await clara.upload([file]);
  assert.equal(sent.status, 303);
  assert.match(sent.location, /^\/scores\/[0-9a-z]{26}$/);
  await app.services.jobs.drained();

  const score = await clara.get(sent.location);
  assert.equal(score.status, 200);
  assert.match(score.text, /Sonata facile/);
  assert.match(score.text, /Mozart/);

  const { status, fields, chain } = JSON.parse((await clara.get(`${sent.location}/metadata`)).text);
  assert.equal(status, "ready");
  assert.equal(fields.title.value, "Sonata facile");
  assert.equal(fields.title.source, "page");
  assert.match(fields.composer.value, /Mozart/);
  assert.match(fields.opus.value, /545/);
  assert.deepEqual(fields.pages, { value: 3, source: "file", confidence: 1 });
  assert.equal(chain[0].outcome, "ok");

  const library = await clara.get("/scores");
  assert.match(library.text, /Sonata facile/);
  assert.match(library.text, /1 score</);

  const original = await clara.get(`${sent.location}/file`);
  assert.equal(original.headers.get("content-type"), "application/pdf");
  assert.deepEqual(original.bytes, await file.bytes());
});

Deno.test("a page comes as a picture, the same for ever, and only pages that there are", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(sonata());
  const picture = await clara.get(`/scores/${id}/pages/2?w=300`);
  assert.equal(picture.status, 200);
  assert.match(picture.headers.get("content-type")!, /^image\/(png|webp)$/);
  assert.match(picture.headers.get("cache-control")!, /immutable/);
  assert.match(
    new TextDecoder("latin1").decode(picture.bytes.slice(0, 12)),
    /^.PNG|^RIFF....WEBP/s,
  );
  assert.deepEqual((await clara.get(`/scores/${id}/pages/2?w=320`)).bytes, picture.bytes);
  for (const wrong of ["0", "4", "x", "1.5", "-1", "0x1", "1e0", "%201"]) {
    assert.equal((await clara.get(`/scores/${id}/pages/${wrong}`)).status, 404, wrong);
  }
});

// The library, the viewer and its preloading ask for one picture at the same time.
Deno.test("a picture that is asked for twenty times at once is drawn once", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(sonata());
  const writes: unknown[] = [];
  const watch = setInterval(async () => {
    for await (const row of app.kv.list({ prefix: ["uploads", "image", id, 3] })) {
      writes.push(row.value);
    }
  }, 1);
  const pictures = await Promise.all(
    Array.from({ length: 20 }, () => clara.get(`/scores/${id}/pages/3?w=1600`)),
  );
  clearInterval(watch);
  assert.ok(
    pictures.every(({ status, bytes }) =>
      status === 200 && bytes.length === pictures[0].bytes.length
    ),
  );
  assert.ok(new Set(writes).size <= 1);
});

Deno.test("the original comes in ranges, and not again to who has it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const file = pdfFile("large.pdf", { padding: 200_000 });
  const whole = await file.bytes();
  const address = `/scores/${await clara.add(file)}/file`;

  for (
    const [asked, start, end] of [
      ["bytes=0-99", 0, 99],
      ["bytes=61430-61450", 61430, 61450],
      ["bytes=-10", whole.length - 10, whole.length - 1],
      ["bytes=150000-", 150000, whole.length - 1],
    ] as const
  ) {
    const part = await clara.get(address, { range: asked });
    assert.equal(part.status, 206, asked);
    assert.equal(part.headers.get("content-range"), `bytes ${start}-${end}/${whole.length}`);
    assert.deepEqual(part.bytes, whole.slice(start, end + 1), asked);
  }
  assert.equal((await clara.get(address, { range: "bytes=999999999-" })).status, 416);
  assert.equal((await clara.get(address, { range: "bytes=0-1,5-6" })).status, 200);

  const full = await clara.get(address);
  const etag = full.headers.get("etag")!;
  assert.equal((await clara.get(address, { "if-none-match": `"x", ${etag}` })).status, 304);
  assert.equal((await clara.get(address, { range: "bytes=0-1", "if-range": '"old"' })).status, 200);
  const head = await clara.fetch(address, { method: "HEAD" });
  assert.equal(head.headers.get("content-length"), String(whole.length));
});

Deno.test("a file's name loses its path and its control characters, and survives the download", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(
    new File([await pdfFile("x").bytes()], "../../etc/\u202eÉlégie\u0007 🎵.pdf"),
  );
  const answer = await clara.get(`/scores/${id}/file`);
  const disposition = answer.headers.get("content-disposition")!;
  assert.match(
    disposition,
    /^attachment; filename="[^"/\\]*"; filename\*=UTF-8''%C3%89l%C3%A9gie%20%F0%9F%8E%B5\.pdf$/,
  );
});

Deno.test("a file goes out under an extension that is true, whatever it came with", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const names = ["Study", "Study no. 2", "STUDY.PDF", "..."];
  const gone: string[] = [];
  for (const [n, name] of names.entries()) {
    const id = await clara.add(new File([await pdfFile("x", { pages: n + 1 }).bytes()], name));
    const { headers } = await clara.get(`/scores/${id}/file`);
    gone.push(/filename="?([^"]+)"?/.exec(headers.get("content-disposition")!)![1]);
  }
  assert.deepEqual(gone, ["Study.pdf", "Study no. 2.pdf", "STUDY.PDF", "score.pdf"]);
});

Deno.test("a score from before there were formats is a PDF", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(sonata());
  for await (const { key, value } of app.kv.list<Record<string, unknown>>({ prefix: ["scores"] })) {
    const { format: _, ...old } = value;
    await app.kv.set(key, old);
  }
  assert.equal((await clara.get(`/scores/${id}/pages/3?w=640`)).status, 200);
  const file = await clara.get(`/scores/${id}/file`);
  assert.equal(file.headers.get("content-type"), "application/pdf");
});

Deno.test("the same bytes again lead to the score that is there, also when both come at once", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => clara.upload([sonata()], { json: true })),
  );
  const ids = new Set(answers.map(({ text }) => JSON.parse(text).scores[0].id));
  assert.equal(ids.size, 1);
  assert.equal(await app.services.library.count(await onlyUser(app.kv)), 1);
  await app.services.jobs.drained();
  const originals = await Array.fromAsync(app.kv.list({ prefix: ["blobs", "original"] }));
  assert.equal(originals.length, 1);
});

async function onlyUser(kv: Deno.Kv): Promise<string> {
  const [row] = await Array.fromAsync(kv.list({ prefix: ["users"] }));
  return row.key[1] as string;
}

Deno.test("two people may have the same file, and neither sees the other's score", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn("clara@example.org");
  const robert = await app.visitor().signIn("robert@example.org");
  const hers = await clara.add(sonata());
  const his = await robert.add(sonata());
  assert.notEqual(hers, his);
  for (const path of ["", "/edit", "/file", "/metadata", "/pages/1"]) {
    assert.equal((await robert.get(`/scores/${hers}${path}`)).status, 404, path);
  }
  const edit = await robert.post(`/scores/${hers}`, { title: "Mine" });
  assert.equal(edit.status, 404);
  assert.match((await clara.get(`/scores/${hers}`)).text, /Sonata facile/);
});

Deno.test("signed out, a page asks to sign in and a program is told", async () => {
  await using app = await startApp();
  const nobody = app.visitor();
  assert.equal((await nobody.get("/scores/new")).location, "/signin?returnTo=%2Fscores%2Fnew");
  const upload = await nobody.upload([sonata()], { json: true });
  assert.equal(upload.status, 401);
  assert.deepEqual(JSON.parse(upload.text).code, "signed_out");
});

Deno.test("several files at once: what can be added is, and each other one has its sentence", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const files = [
    sonata(),
    new File(["<html>"], "page.pdf"),
    pdfFile("b.pdf"),
    new File([], "none.pdf"),
  ];

  const program = await clara.upload(files, { json: true });
  assert.equal(program.status, 201);
  const { scores, errors } = JSON.parse(program.text);
  assert.equal(scores.length, 2);
  assert.deepEqual(
    errors.map((error: { name: string; code: string }) => [error.name, error.code]),
    [
      ["page.pdf", "file_not_pdf"],
      ["none.pdf", "file_empty"],
    ],
  );

  const page = await clara.upload([files[1], pdfFile("c.pdf", { pages: 2 })]);
  assert.equal(page.status, 200);
  assert.match(page.text, /One score was added/);
  assert.match(page.text, /page\.pdf/);
  assert.match(page.text, /This is not a PDF/);

  const both = await clara.upload([pdfFile("d.pdf", { pages: 4 }), pdfFile("e.pdf", { pages: 5 })]);
  assert.equal(both.status, 303);
  assert.equal(both.location, "/scores");
});

Deno.test("corrections are saved, found, and stand against a later reading", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(sonata());
  const saved = await clara.post(`/scores/${id}`, {
    title: "Sonata in C",
    composer: "Wolfgang Amadeus Mozart",
    instruments: "Piano, Second piano",
    opus: "",
  });
  assert.equal(saved.status, 303);
  const { fields } = JSON.parse((await clara.get(`/scores/${id}/metadata`)).text);
  assert.deepEqual(fields.title, { value: "Sonata in C", source: "person", confidence: 1 });
  assert.deepEqual(fields.instruments.value, ["Piano", "Second piano"]);
  assert.equal(fields.opus.value, "", "what was emptied stays empty");
  assert.equal(fields.composer.source, "page", "what was left as it was keeps its source");
  const found = await clara.get("/scores?q=second+sonata");
  assert.match(found.text, /Sonata in C/);
});

Deno.test("a composer a person has named is recognised on their next score, and on nobody else's", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const first = await clara.add(
    pdfFile("one.pdf", { words: titlePage("Elegie", "Ottilie Brandauer") }),
  );
  await clara.post(`/scores/${first}`, { title: "Elegie", composer: "Ottilie Brandauer-Rosé" });
  const words = titlePage("Zweite Elegie", "O. Brandauer-Rosé");
  const read = async (visitor: typeof clara) => {
    const id = await visitor.add(pdfFile("two.pdf", { words }));
    const { fields } = JSON.parse((await visitor.get(`/scores/${id}/metadata`)).text);
    return fields.composer.value;
  };
  assert.equal(await read(clara), "Ottilie Brandauer-Rosé");
  const other = await app.visitor().signIn("robert@example.org");
  assert.equal(await read(other), "O. Brandauer-Rosé");
});

Deno.test("how one page spells a known composer is no rule for the next; how a person does is", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const composerOf = async (id: string) =>
    JSON.parse((await clara.get(`/scores/${id}/metadata`)).text).fields.composer.value;
  const add = (title: string, composer: string) =>
    clara.add(pdfFile(`${title}.pdf`, { words: titlePage(title, composer, "") }));
  const loud = await add("Contrapunctus", "Johann Sebastian BACH");
  assert.equal(await composerOf(loud), "Johann Sebastian Bach");
  const long = await add("Trio", "Franz Joseph Haydn");
  assert.equal(await composerOf(long), "Franz Joseph Haydn");
  assert.equal(await composerOf(await add("Divertimento", "J. Haydn")), "Joseph Haydn");
  await clara.post(`/scores/${long}`, { title: "Trio", composer: "Joseph Haydn (1732–1809)" });
  await clara.post(`/scores/${long}`, { title: "Trio", composer: "Franz Joseph Haydn" });
  assert.equal(await composerOf(await add("Quartett", "J. Haydn")), "Franz Joseph Haydn");
});

Deno.test("an edit that cannot be kept says why, field by field, and loses nothing typed", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(sonata());
  const answer = await clara.post(`/scores/${id}`, {
    title: " ",
    composer: "x".repeat(501),
    tempo: "Allegro, never saved",
  });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /Give the score a title/);
  assert.match(answer.text, /at most 500 characters/);
  assert.match(answer.text, /Allegro, never saved/);
  assert.match((await clara.get(`/scores/${id}`)).text, /Sonata facile/);

  const million = await clara.post(`/scores/${id}`, { title: "x".repeat(1_000_000) });
  assert.equal(million.status, 413);
  assert.match(million.text, /too large/);
  const empty = await clara.post(`/scores/${id}`, {});
  assert.equal(empty.status, 422);
});

Deno.test("searching folds case and accents, and takes beginnings of words", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(
    pdfFile("a.pdf", { words: titlePage("Élégie", "Gabriel Fauré", "Op. 24") }),
  );
  await clara.add(pdfFile("b.pdf", { words: titlePage("Träumerei", "Robert Schumann"), pages: 2 }));
  for (const words of ["elegie", "FAURE", "ele fau", "op 24", "Fauré, Élégie"]) {
    const found = await clara.get(`/scores?q=${encodeURIComponent(words)}`);
    assert.match(found.text, new RegExp(`/scores/${id}"`), words);
    assert.doesNotMatch(found.text, /Tr.umerei/, words);
  }
  const nothing = await clara.get("/scores?q=%3Cscript%3Exyz");
  assert.match(nothing.text, /Nothing in your library has/);
  assert.doesNotMatch(nothing.text, /<script>xyz/);
});

Deno.test("paging through a library shows every score once, in order", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const count = 100;
  const name = (n: number) => `Piece ${String((n * 37) % count).padStart(3, "0")}`;
  for (let n = 0; n < count; n++) {
    await clara.upload([pdfFile(`${name(n)}.pdf`, { padding: n + 1 })]);
  }
  await app.services.jobs.drained();
  for (
    const [sort, expected] of [
      ["title", Array.from({ length: count }, (_, n) => `Piece ${String(n).padStart(3, "0")}`)],
      ["added", Array.from({ length: count }, (_, n) => name(count - 1 - n))],
    ] as const
  ) {
    const seen: string[] = [];
    for (let path = `/scores?sort=${sort}`; path !== "";) {
      const { text } = await clara.get(path);
      seen.push(...[...text.matchAll(/>(Piece \d{3})</g)].map(([, title]) => title));
      path = /href="(\/scores\?[^"]*cursor=[^"]+)"/.exec(text)?.[1].replaceAll("&amp;", "&") ?? "";
    }
    assert.deepEqual(seen, expected, sort);
  }
});

Deno.test("the library sorts by title and surname", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const names = ["Beethoven", "Zelenka", "Albéniz"];
  for (const [n, name] of names.entries()) {
    await clara.add(
      pdfFile(`${n}.pdf`, { words: titlePage(`Piece ${[8, 9, 7][n]}`, `Anna ${name}`) }),
    );
  }
  const order = async (sort: string) =>
    [...(await clara.get(`/scores?sort=${sort}`)).text.matchAll(/>(Piece \d)</g)].map((
      [, title],
    ) => title);
  assert.deepEqual(await order("added"), ["Piece 7", "Piece 9", "Piece 8"]);
  assert.deepEqual(await order("title"), ["Piece 7", "Piece 8", "Piece 9"]);
  assert.deepEqual(await order("composer"), ["Piece 7", "Piece 8", "Piece 9"]);
  assert.equal((await clara.get("/scores?cursor=made-up&sort=nonsense")).status, 200);
});
