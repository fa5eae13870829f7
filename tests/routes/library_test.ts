/** Searching and narrowing the library, its views and its composers. */
import assert from "node:assert/strict";
import { card } from "../../store/cards.ts";
import { startApp } from "../app.ts";
import { scoreOf, titlesOn, withShelf } from "../shelves.ts";

const found = (text: string) => /id="found"[^>]*>([^<]*)</.exec(text)![1];

Deno.test("a search finds what one means: numbers, beginnings, accents, slips", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 27);
  for (
    const [words, first] of [
      ["bach 846", "Prelude and Fugue No. 1"],
      ["bwv846", "Prelude and Fugue No. 1"],
      ["chopin op 9 nr 2", "Nocturne"],
      ["opus 9/2", "Nocturne"],
      ["noct chop", "Nocturne"],
      ["ELEGIE faure", "Élégie"],
      ["mozart kv 545", "Sonata facile"],
      ["string quartet", "Clarinet Quintet"],
      ["beethovn pathetique", "Sonata No. 8 “Pathétique”"],
      ["dvorjak", "Humoresque"],
    ]
  ) {
    const { text } = await visitor.get(`/scores?q=${encodeURIComponent(words)}`);
    assert.equal(titlesOn(text)[0], first, words);
  }
  const both = await visitor.get("/scores?q=chopin+op+9+nr+2");
  assert.match(both.text, /Op\. 9 No\. 2/);
  assert.doesNotMatch(both.text, /Op\. 9 No\. 1/);
  const near = await visitor.get("/scores?q=beethovn");
  assert.match(found(near.text), /Nothing has “beethovn” in it; 2 scores come near/);
  const none = await visitor.get("/scores?q=zzzqqq");
  assert.equal(found(none.text), "No score found");
});

Deno.test("filters narrow together, are counted, and are taken away one by one", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 27);
  const { text } = await visitor.get("/scores?composer=frederic+chopin&key=G+minor");
  assert.equal(found(text), "1 score found");
  assert.deepEqual(titlesOn(text), ["Ballade No. 1"]);
  const chips = [...text.matchAll(/href="([^"]*)"[^>]*><span class="truncate">([^<]*)</g)];
  assert.deepEqual(
    chips.map(([, href, name]) => [name, href]),
    [["frederic chopin", "/scores?key=G+minor"], ["G minor", "/scores?composer=frederic+chopin"]],
  );
  const panel = await visitor.get("/scores?instrument=Violoncello&instrument=Piano&filters=open");
  assert.deepEqual(titlesOn(panel.text).sort(), ["Trio No. 2", "Élégie"]);
  assert.match(panel.text, /Gabriel Fauré<\/span><span[^>]*>1</);
  assert.doesNotMatch(panel.text, /Erik Satie/);
  // Of composers a score has one: another comes beside the first, so it is counted as if none were chosen.
  const either = await visitor.get("/scores?composer=Erik+Satie&filters=open");
  assert.match(either.text, /Frédéric Chopin<\/span><span[^>]*>4</);
  const two = await visitor.get("/scores?composer=Erik+Satie&composer=Maurice+Ravel");
  assert.equal(found(two.text), "2 scores found");
  for (
    const [query, count] of [
      ["period=baroque", 5],
      ["favourite=yes", 3],
      ["practice=learning", 4],
      ["difficulty=easy&period=romantic", 2],
      ["tag=recital&q=suite", 1],
    ] as const
  ) {
    const { text } = await visitor.get(`/scores?${query}`);
    assert.equal(found(text), count === 1 ? "1 score found" : `${count} scores found`, query);
  }
  const nonsense = await visitor.get("/scores?practice=nonsense&constructor=x&sort=toString");
  assert.equal(found(nonsense.text), "27 scores");
});

Deno.test("what is to be looked at is a filter of its own", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 80);
  const { text } = await visitor.get("/scores?check=unnamed");
  assert.deepEqual(titlesOn(text).sort(), ["scan_1039", "scan_1079"]);
});

Deno.test("every order pages through what was found, each score once", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 130);
  for (const sort of ["added", "title", "composer", "difficulty", "opened"]) {
    const seen: string[] = [];
    for (let path = `/scores?instrument=Piano&sort=${sort}`; path !== "";) {
      const { text } = await visitor.get(path);
      seen.push(...[...text.matchAll(/data-card="(\w+)"/g)].map(([, id]) => id));
      path = /href="(\/scores\?[^"]*cursor=[^"]+)"/.exec(text)?.[1].replaceAll("&amp;", "&") ?? "";
    }
    const piano = scores.filter(({ fields }) => fields.instruments!.value.includes("Piano"));
    assert.equal(seen.length, piano.length, sort);
    assert.equal(new Set(seen).size, piano.length, sort);
    if (sort === "added") assert.deepEqual(seen, piano.map(({ id }) => id));
  }
});

Deno.test("what was opened last comes first, in a strip and as an order", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 12);
  const [a, b] = [scores[7].id, scores[3].id];
  for (const id of [b, a, b, a]) await visitor.get(`/scores/${id}`);
  const strip = (await visitor.get("/scores")).text.split('id="opened"')[1].split("</section>")[0];
  assert.deepEqual([...strip.matchAll(/href="\/scores\/(\w+)"/g)].map(([, id]) => id), [a, b]);
  const sorted = (await visitor.get("/scores?sort=opened")).text;
  const ids = [...sorted.matchAll(/data-card="(\w+)"/g)].map(([, id]) => id);
  assert.deepEqual(ids.slice(0, 3), [a, b, scores[0].id]);
});

Deno.test("a question keeps a name: it is shown, replaced, removed, and there are thirty at most", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 27);
  const save = (name: string, question: string) =>
    visitor.post("/scores/views", { act: "save", name, question });
  const kept = await save("Chopin  to learn", "composer=Chopin&practice=planned&cursor=x&evil=1");
  assert.equal(kept.location, "/scores?practice=planned&composer=Chopin&cursor=x");
  assert.match(
    (await visitor.get("/scores")).text,
    /href="\/scores\?practice=planned&amp;composer=Chopin"[^>]*>Chopin to learn</,
  );
  await save("CHOPIN to learn", "tag=recital");
  const { text } = await visitor.get("/scores?tag=recital");
  assert.match(text, /aria-current="true"[^>]*>CHOPIN to learn</);
  assert.doesNotMatch(text, /Keep as a view/);
  await visitor.post("/scores/views", { act: "remove", name: "Chopin to learn", question: "" });
  assert.doesNotMatch((await visitor.get("/scores")).text, /to learn/i);

  assert.equal((await save(" ", "q=x")).status, 422);
  assert.equal((await save("x".repeat(41), "q=x")).status, 422);
  for (let n = 0; n < 30; n++) await save(`View ${n}`, `q=${n}`);
  const more = await save("One more", "q=x");
  assert.equal(more.status, 409);
  assert.match(more.text, /30 views already/);
});

Deno.test("composers stand by surname, and each has a page with dates and scores", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 27);
  const { text } = await visitor.get("/composers");
  const names = [...text.matchAll(/href="\/composers\/([^"]+)"/g)].map(([, name]) =>
    decodeURIComponent(name)
  );
  assert.equal(names[0], "Johann Sebastian Bach");
  assert.ok(names.indexOf("Clara Schumann") < names.indexOf("Robert Schumann"));
  const chopin = await visitor.get(`/composers/${encodeURIComponent("frederic chopin")}`);
  assert.match(chopin.text, /<h1[^>]*>Frédéric Chopin</);
  assert.match(chopin.text, /1810–1849/);
  assert.ok(chopin.text.indexOf("Op. 9 No. 1") < chopin.text.indexOf("Op. 9 No. 2"));
  assert.equal((await visitor.get("/composers/Nobody")).status, 404);
  const stranger = await app.visitor().signIn("robert@example.org");
  assert.match((await stranger.get("/composers")).text, /No score in your library has a composer/);
});

Deno.test("a catalogue has every score that is asked for", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 130);
  const { text } = await visitor.get("/scores/catalogue?instrument=Piano");
  const piano = (await visitor.get("/scores?instrument=Piano")).text;
  assert.equal(`${text.match(/<li\b/g)!.length} scores found`, found(piano));
});

Deno.test("rows from before there were marks are shown, found and changed like any", async () => {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 0);
  const { marks: _, ...old } = scoreOf(userId, 15);
  const { id, title, composer, opus, pages, createdAt, status, doubt } = card(old);
  const row = { id, title, composer, opus, pages, createdAt, status, doubt, text: "elegie" };
  const key = ["scores_by", userId, "added", -createdAt, id];
  await app.kv.atomic().set(["scores", userId, id], old).set(key, row)
    .set(["scores_by", userId, "title", "elegie", id], row)
    .set(["score_count", userId], new Deno.KvU64(1n)).commit();
  for (const query of ["", "?sort=title", "?q=violoncello", "?key=C+minor&filters=open"]) {
    assert.deepEqual(titlesOn((await visitor.get(`/scores${query}`)).text), ["Élégie"], query);
  }
  await visitor.post(`/scores/${id}/marks`, { tags: "Matinée, recital, matinee" });
  const { text } = await visitor.get("/scores?tag=matinee");
  assert.match(text, /Matinée · recital</);
});
