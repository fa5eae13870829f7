/**
 * Libraries as people have them, made of rows: many scores at once, none of which has a file.
 *
 * @module
 */
import { emptyFields } from "../services/reading/fields.ts";
import { newId, realWorld } from "../services/world.ts";
import type { Marks } from "../store/marks.ts";
import type { Score } from "../store/scores.ts";
import { createStore } from "../store/store.ts";
import type { TestApp } from "./app.ts";
import type { Visitor } from "./visitor.ts";

/** A work: title, composer, opus, instruments, key. */
type Work = readonly [string, string, string, string, string];

const WORKS: readonly Work[] = [
  ["Prelude and Fugue No. 1", "Johann Sebastian Bach", "BWV 846", "Piano", "C major"],
  ["Cello Suite No. 1", "Johann Sebastian Bach", "BWV 1007", "Violoncello", "G major"],
  ["Sonata No. 8 “Pathétique”", "Ludwig van Beethoven", "Op. 13", "Piano", "C minor"],
  ["Sonata No. 14", "Ludwig van Beethoven", "Op. 27 No. 2", "Piano", "C-sharp minor"],
  ["Nocturne", "Frédéric Chopin", "Op. 9 No. 2", "Piano", "E-flat major"],
  ["Nocturne", "Frédéric Chopin", "Op. 9 No. 1", "Piano", "B-flat minor"],
  ["Ballade No. 1", "Frédéric Chopin", "Op. 23", "Piano", "G minor"],
  ["Étude", "Frédéric Chopin", "Op. 10 No. 12", "Piano", "C minor"],
  ["Sonata facile", "Wolfgang Amadeus Mozart", "K. 545", "Piano", "C major"],
  ["Clarinet Quintet", "Wolfgang Amadeus Mozart", "K. 581", "Clarinet, String quartet", "A major"],
  ["Kinderszenen", "Robert Schumann", "Op. 15", "Piano", "G major"],
  ["Drei Romanzen", "Clara Schumann", "Op. 22", "Violin, Piano", "D-flat major"],
  ["Das Jahr", "Fanny Hensel", "", "Piano", ""],
  ["Gretchen am Spinnrade", "Franz Schubert", "D 118", "Voice, Piano", "D minor"],
  ["Impromptu", "Franz Schubert", "Op. 90 No. 3", "Piano", "G-flat major"],
  ["Élégie", "Gabriel Fauré", "Op. 24", "Violoncello, Piano", "C minor"],
  ["Clair de lune", "Claude Debussy", "", "Piano", "D-flat major"],
  ["Pavane pour une infante défunte", "Maurice Ravel", "", "Piano", "G major"],
  ["Lyric Pieces", "Edvard Grieg", "Op. 43", "Piano", "A major"],
  ["Humoresque", "Antonín Dvořák", "Op. 101 No. 7", "Piano", "G-flat major"],
  ["Trio No. 2", "Louise Farrenc", "Op. 34", "Violin, Violoncello, Piano", "D minor"],
  ["Sonata in D minor", "Domenico Scarlatti", "K. 141", "Harpsichord", "D minor"],
  ["Les Barricades mystérieuses", "François Couperin", "", "Harpsichord", "B-flat major"],
  ["Lachrimae antiquae", "John Dowland", "", "Lute", "A minor"],
  ["Gnossienne No. 1", "Erik Satie", "", "Piano", "F minor"],
  ["Mikrokosmos, Book 3", "Béla Bartók", "Sz. 107", "Piano", ""],
  ["Maple Leaf Rag", "Scott Joplin", "", "Piano", "A-flat major"],
];

const TAGS = ["recital", "students", "Christmas", "sight-reading", "four hands", "wedding"];
const field = (value: string) =>
  value === "" ? null : { value, source: "page" as const, confidence: 0.95 };

/** Every so many scores, and how one of them is marked. */
function marksFor(n: number): Partial<Marks> {
  return {
    favourite: n % 9 === 2,
    practice: n % 7 === 0
      ? "learning"
      : n % 11 === 0
      ? "polished"
      : n % 13 === 0
      ? "planned"
      : null,
    difficulty: n % 3 === 0 ? (["easy", "medium", "advanced"] as const)[n % 4 % 3] : null,
    tags: n % 4 === 1 ? [TAGS[(n >> 2) % TAGS.length]] : [],
  };
}

/** The score number `n` of a person's. */
export function scoreOf(userId: string, n: number, change: Partial<Score> = {}): Score {
  const [title, composer, opus, instruments, key] = WORKS[n % WORKS.length];
  const round = Math.floor(n / WORKS.length);
  const unnamed = n % 40 === 39;
  return {
    id: newId({ ...realWorld, now: () => Date.now() - n * 60_000 }),
    userId,
    fileName: unnamed ? `scan_${1000 + n}.pdf` : `${title}.pdf`,
    format: "pdf",
    bytes: 120_000 + n,
    sha256: `seed-${n}`,
    pages: 1 + n % 14,
    shapes: [1.414],
    createdAt: Date.now() - n * 60_000,
    status: "ready",
    fields: {
      ...emptyFields(),
      title: unnamed ? null : field(round === 0 ? title : `${title}, Vol. ${round}`),
      composer: field(composer),
      opus: field(opus),
      key: field(key),
      instruments: { value: instruments.split(", "), source: "page", confidence: 0.9 },
    },
    chain: [{ provider: "local", outcome: "ok", ms: 12 }],
    marks: marksFor(n),
    ...change,
  };
}

/** Puts `count` scores into a person's library; gives them, the newest first. */
export async function fillShelf(kv: Deno.Kv, userId: string, count: number): Promise<Score[]> {
  const store = createStore(kv);
  const scores = Array.from({ length: count }, (_, n) => scoreOf(userId, n));
  for (let n = 0; n < count; n += 50) {
    const operation = store.begin();
    for (const score of scores.slice(n, n + 50)) store.scores.add(operation, score);
    await store.commit(operation);
  }
  return scores;
}

/** Somebody signed in, with a library of `count` scores. */
export async function withShelf(
  app: TestApp,
  count: number,
  email = "clara@example.org",
): Promise<{ visitor: Visitor; userId: string; session: string; scores: Score[] }> {
  const visitor = await app.visitor().signIn(email);
  const [, session] = /session=(.+)/.exec(visitor.cookie)!;
  const { user } = (await app.services.sessions.check(session))!;
  return { visitor, userId: user.id, session, scores: await fillShelf(app.kv, user.id, count) };
}

/** The titles on a page of the library, in order. */
export function titlesOn(page: string): string[] {
  return [...page.matchAll(/data-card="[^]*?font-serif[^>]*>([^<]*)</g)].map(([, title]) => title);
}
