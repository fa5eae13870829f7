/**
 * A person's library as `attacca.json` and `scores.csv` tell it, piece by piece.
 *
 * @module
 */
import type { Collection } from "../../store/collections.ts";
import { shown } from "../../store/cards.ts";
import { marksOf } from "../../store/marks.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import { type KindName, withExtension } from "../formats/kinds.ts";
import { CSV_BEGINNING, csvRow } from "./csv.ts";
import {
  FORMAT,
  type LibraryList,
  type LibraryScore,
  type LibraryView,
  VERSION,
} from "./format.ts";
import { createUniqueNames, scoreFileName } from "./names.ts";

/** A score, and where in the ZIP its file is to be. */
export interface Planned {
  readonly score: Score;
  readonly path: string;
}

const moment = (ms: number) => new Date(ms).toISOString();

/** The extension that a score's file goes by. */
const extensionOf = ({ format }: Score) => withExtension("", format as KindName);

/** All scores of a person in an order that does not depend on their ids, each with its file's place. */
export async function planned(store: Store, userId: string): Promise<Planned[]> {
  const scores = await Array.fromAsync(store.scores.all(userId));
  scores.sort((a, b) => a.createdAt - b.createdAt || (a.sha256 < b.sha256 ? -1 : 1));
  const unique = { Scores: createUniqueNames(), Bin: createUniqueNames() };
  return scores.map((score) => {
    const folder = score.deletedAt === undefined ? "Scores" : "Bin";
    const extension = extensionOf(score);
    const { composer, title, opus } = score.fields;
    const name = scoreFileName({
      composer: shown(composer),
      title: shown(title) || score.fileName.replace(/\.[^.]{1,9}$/, ""),
      opus: shown(opus),
    }, extension);
    return { score, path: `${folder}/${unique[folder](name)}` };
  });
}

async function libraryScore(
  store: Store,
  { score, path }: Planned,
  missing: ReadonlySet<string>,
): Promise<LibraryScore> {
  const { userId, id, sha256, bytes, fileName, createdAt, deletedAt, fields, chain, status } =
    score;
  const { tags, difficulty, practice, favourite } = marksOf(score);
  const [place, practised] = await Promise.all([
    store.places.get(userId, id),
    store.practice.list(userId, id),
  ]);
  const { page, ink, cropped } = place;
  return {
    file: missing.has(id) ? null : path,
    sha256,
    bytes,
    fileName,
    addedAt: moment(createdAt),
    ...(deletedAt === undefined ? {} : { binnedAt: moment(deletedAt) }),
    fields,
    // Half read is read anew wherever it is brought in.
    chain: status === "ready" ? [...chain] : [],
    tags: [...tags],
    difficulty,
    practice,
    favourite,
    ...(score.sample && { sample: score.sample }),
    ...(page === 1 && ink === undefined ? {} : {
      place: {
        page,
        ...(ink === undefined ? {} : { ink }),
        ...(cropped === undefined ? {} : { cropped }),
      },
    }),
    practised: practised.map(({ id, day, minutes, words }) => ({ id, day, minutes, words })),
  };
}

/** @param hashes the SHA-256 of each score, by its id */
export function libraryList(
  { name, kind, createdAt, items }: Collection,
  hashes: ReadonlyMap<string, string>,
): LibraryList {
  const scores = items.flatMap(({ id, at }) => {
    const sha256 = hashes.get(id);
    return sha256 === undefined ? [] : [{ sha256, addedAt: moment(at) }];
  });
  return { name, kind, createdAt: moment(createdAt), scores };
}

/**
 * `attacca.json`, a score at a time.
 *
 * @param missing ids of scores whose files could not be read
 */
export async function* libraryJson(
  store: Store,
  userId: string,
  plan: readonly Planned[],
  missing: ReadonlySet<string>,
): AsyncGenerator<string> {
  yield `{\n  "format": "${FORMAT}",\n  "version": ${VERSION},\n  "scores": [`;
  for (const [n, each] of plan.entries()) {
    yield `${n === 0 ? "" : ","}\n    ${ordered(await libraryScore(store, each, missing))}`;
  }
  const hashes = new Map(plan.map(({ score }) => [score.id, score.sha256]));
  const lists = (await store.collections.list(userId)).map((list) => libraryList(list, hashes));
  lists.sort((a, b) =>
    a.createdAt < b.createdAt || a.createdAt === b.createdAt && a.name < b.name ? -1 : 1
  );
  const views: LibraryView[] = (await store.savedViews.list(userId))
    .map(({ name, query }) => ({ name, query }));
  yield `\n  ],\n  "collections": ${rows(lists)},\n  "views": ${rows(views)}\n}\n`;
}

const rows = (all: readonly unknown[]) =>
  all.length === 0 ? "[]" : `[\n    ${all.map(ordered).join(",\n    ")}\n  ]`;

/** JSON whose properties stand in the order of their names, so that the same is the same text. */
export function ordered(value: unknown): string {
  return JSON.stringify(
    value,
    (_, part) =>
      part !== null && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1))
        : part,
  );
}

const COLUMNS: readonly [string, (planned: Planned) => string | number][] = [
  ["File", ({ path }) => path],
  ["Title", ({ score }) => score.fields.title?.value ?? ""],
  ["Subtitle", ({ score }) => score.fields.subtitle?.value ?? ""],
  ["Composer", ({ score }) => score.fields.composer?.value ?? ""],
  ["Arranger", ({ score }) => score.fields.arranger?.value ?? ""],
  ["Opus", ({ score }) => score.fields.opus?.value ?? ""],
  ["Instruments", ({ score }) => score.fields.instruments?.value.join("; ") ?? ""],
  ["Key", ({ score }) => score.fields.key?.value ?? ""],
  ["Time", ({ score }) => score.fields.timeSignature?.value ?? ""],
  ["Tempo", ({ score }) => score.fields.tempo?.value ?? ""],
  ["Year", ({ score }) => score.fields.year?.value ?? ""],
  ["Pages", ({ score }) => score.pages],
  ["Tags", ({ score }) => marksOf(score).tags.join("; ")],
  ["Favourite", ({ score }) => marksOf(score).favourite ? "yes" : ""],
  ["Practice", ({ score }) => marksOf(score).practice ?? ""],
  ["Difficulty", ({ score }) => marksOf(score).difficulty ?? ""],
  ["Added", ({ score }) => moment(score.createdAt)],
  ["In the bin since", ({ score }) => score.deletedAt ? moment(score.deletedAt) : ""],
  ["Name when brought in", ({ score }) => score.fileName],
  ["Bytes", ({ score }) => score.bytes],
  ["SHA-256", ({ score }) => score.sha256],
];

/** `scores.csv`: one row a score, for table programs. */
export function* libraryCsv(plan: readonly Planned[]): Generator<string> {
  yield CSV_BEGINNING + csvRow(COLUMNS.map(([name]) => name));
  for (const each of plan) yield csvRow(COLUMNS.map(([, cell]) => cell(each)));
}
