/** Jumping by letter in the library. */
import assert from "node:assert/strict";
import { emptyFields } from "../../services/reading/fields.ts";
import { createStore } from "../../store/store.ts";
import { startApp, type TestApp } from "../app.ts";
import { scoreOf, titlesOn, withShelf } from "../shelves.ts";

const field = (value: string) => ({ value, source: "page" as const, confidence: 0.95 });

/** Scores of these titles and composers, besides the others. */
async function put(app: TestApp, userId: string, works: readonly (readonly [string, string])[]) {
  const store = createStore(app.kv);
  const operation = store.begin();
  for (const [n, [title, composer]] of works.entries()) {
    store.scores.add(
      operation,
      scoreOf(userId, 900 + n, {
        fields: {
          ...emptyFields(),
          title: field(title),
          composer: composer === "" ? null : field(composer),
        },
      }),
    );
  }
  await store.commit(operation);
}

const WORKS = [
  ["Ångström's Waltz", "Antonín Dvořák"],
  ["Zigeunerweisen", "Łukasz Ödman"],
  ["Времена года", "Пётр Чайковский"],
  ["1812 Overture", ""],
] as const;

const row = (text: string) => /<nav aria-label="\w+ that begin with"[^]*?<\/nav>/.exec(text)?.[0];

/** The letters that lead somewhere, with where. */
function links(text: string): Map<string, string> {
  const found = row(text)?.matchAll(/<a\s+href="([^"]+)"[^>]*>([^<]+)<\/a>/g) ?? [];
  return new Map([...found].map(([, href, name]) => [name, href.replaceAll("&amp;", "&")]));
}

Deno.test("a letter leads to the page where it begins, accents folded, other scripts under …", async () => {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 120);
  await put(app, userId, WORKS);
  // The same from the rows, and from what is in memory.
  for (const question of ["sort=title", "sort=title&filters=open"]) {
    const { text } = await visitor.get(`/scores?${question}`);
    const there = links(text);
    const first = async (name: string) => titlesOn((await visitor.get(there.get(name)!)).text)[0];
    assert.equal([...there.keys()].join(""), "0–9ABCDEGHIKLMNPSTZ…", question);
    assert.equal(await first("0–9"), "1812 Overture");
    assert.match(await first("A"), /Ångström/);
    assert.match(await first("E"), /^É/);
    assert.equal(await first("Z"), "Zigeunerweisen");
    assert.equal(await first("…"), "Времена года");
    assert.match(row(text)!, /aria-hidden="true"[^>]*>F</, "what nothing begins with is no link");
  }
  const composers = links((await visitor.get("/scores?sort=composer")).text);
  const card = (await visitor.get(composers.get("O")!)).text;
  assert.equal(titlesOn(card)[0], "Zigeunerweisen", "by surname: Ödman");
  const dvorak = titlesOn((await visitor.get(composers.get("D")!)).text);
  assert.ok(dvorak.includes("Ångström&#39;s Waltz") || dvorak.includes("Ångström's Waltz"));
});

Deno.test("from a letter one goes on to the next page, and every score comes once", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 160);
  for (const question of ["sort=title", "sort=title&filters=open"]) {
    const whole: string[] = [];
    const follow = async (path: string): Promise<string[]> => {
      const titles: string[] = [];
      for (let next: string | undefined = path; next !== undefined;) {
        const { text } = await visitor.get(next);
        titles.push(...titlesOn(text));
        next = /href="([^"]+)"[^>]*>More scores/.exec(text)?.[1].replaceAll("&amp;", "&");
      }
      return titles;
    };
    whole.push(...await follow(`/scores?${question}`));
    assert.equal(whole.length, 160);
    const { text } = await visitor.get(`/scores?${question}`);
    const rest = await follow(links(text).get("D")!);
    assert.deepEqual(rest, whole.slice(-rest.length));
    assert.ok(rest.length > 48 && rest[0].startsWith("D"));
    const there = await visitor.get(links(text).get("S")!);
    assert.match(row(there.text)!, /aria-current="true"[^>]*>S</);
  }
});

Deno.test("no letters where they would lead nowhere, and a letter that is made up is none", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 60);
  for (const query of ["sort=added", "sort=difficulty", "q=bach&sort=title"]) {
    assert.equal(row((await visitor.get(`/scores?${query}`)).text), undefined, query);
  }
  for (const from of ["", "dd", "é", "/", "D", "~d"]) {
    const query = new URLSearchParams({ sort: "title", from });
    const { status, text } = await visitor.get(`/scores?${query}`);
    assert.equal(status, 200, from);
    assert.equal(titlesOn(text).length, 48, from);
  }
});
