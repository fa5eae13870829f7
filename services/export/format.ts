/**
 * What `attacca.json` in an export says: the library, and nothing that belongs to this house alone.
 * Scores are named by the SHA-256 of their bytes, so that two houses mean the same one.
 *
 * A later version adds to it; what changes the meaning of what is there gets a new `version`.
 *
 * @module
 */
import { z } from "zod";
import { COLLECTION_KINDS } from "../../store/collections.ts";
import { DIFFICULTIES, PRACTICE } from "../../store/marks.ts";
import { limits } from "../problem.ts";
import { isId } from "../world.ts";

/** The name of the file, and what it says of itself. */
export const LIBRARY_FILE = "attacca.json";
export const FORMAT = "attacca-library";
export const VERSION = 1;

/** A reading of a page may be longer than what a person may type. */
const Text = z.string().max(4 * limits.fieldCharacters)
  .transform((text) => text.replace(/\p{Cc}+/gu, " "));
const Moment = z.iso.datetime();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

function said<T extends z.ZodType>(value: T) {
  return z.object({
    value,
    source: z.enum(["person", "gemini", "page", "picture", "info", "filename", "file"]),
    confidence: z.number().min(0).max(1),
  });
}

const field = <T extends z.ZodType>(value: T) =>
  said(value).extend({ other: said(value).optional() }).nullable();

const Fields = z.object({
  title: field(Text),
  subtitle: field(Text),
  composer: field(Text),
  arranger: field(Text),
  opus: field(Text),
  instruments: field(z.array(Text).max(limits.fieldCharacters)),
  key: field(Text),
  timeSignature: field(Text),
  tempo: field(Text),
  year: field(Text),
  pages: field(z.number().int().min(0).max(limits.filePages)),
  works: z.array(z.object({ title: Text, page: z.number().int().min(1).max(limits.filePages) }))
    .max(limits.filesAtOnce * 10).readonly().optional(),
});

const Step = z.object({
  provider: z.enum(["gemini", "local", "ocr", "filename"]),
  model: z.string().max(100).optional(),
  outcome: z.enum(["ok", "nothing", "failed", "skipped"]),
  code: z.string().max(100).optional(),
  ms: z.number().min(0),
});

/** How many times that a score was practised are brought in. */
export const MOST_PRACTISED = 20_000;

const Share = z.number().int().min(0).max(1000);

/** A score. */
export const LibraryScore = z.object({
  /** Where in the ZIP its file is; null where it could not be read when the ZIP was made. */
  file: z.string().max(1000).nullable(),
  sha256: Sha256,
  bytes: z.number().int().min(1),
  /** The file's name as it was brought in. */
  fileName: z.string().max(1000),
  addedAt: Moment,
  /** When it was put in the bin, where it is in there. */
  binnedAt: Moment.optional(),
  fields: Fields,
  /** Who read it, and what came of that; empty: nobody has, or not to the end. */
  chain: z.array(Step).max(50),
  tags: z.array(z.string().min(1).max(2 * limits.tagCharacters)).max(limits.tags),
  difficulty: z.enum(DIFFICULTIES).nullable(),
  practice: z.enum(PRACTICE).nullable(),
  favourite: z.boolean(),
  /** It is one of those that a house offers whoever has none yet; not there where it is not. */
  sample: z.literal(true).optional(),
  /** Where the person left off, and how they look at its pages. */
  place: z.object({
    page: z.number().int().min(1).max(limits.filePages),
    ink: z.object({ x: Share, y: Share, width: Share, height: Share }).optional(),
    cropped: z.boolean().optional(),
  }).optional(),
  practised: z.array(z.object({
    id: z.string().refine(isId),
    day: z.iso.date(),
    minutes: z.number().int().min(1).max(24 * 60),
    words: Text,
  })).max(MOST_PRACTISED),
});
export type LibraryScore = z.infer<typeof LibraryScore>;

/** A collection or a setlist: its scores in order, each with when it was put there. */
export const LibraryList = z.object({
  name: z.string().min(1).max(1000),
  kind: z.enum(COLLECTION_KINDS),
  createdAt: Moment,
  scores: z.array(z.object({ sha256: Sha256, addedAt: Moment })).max(limits.collectionScores),
});
export type LibraryList = z.infer<typeof LibraryList>;

export const LibraryView = z.object({
  name: z.string().min(1).max(1000),
  query: z.string().max(20_000),
});
export type LibraryView = z.infer<typeof LibraryView>;

/** The whole; what is in it is looked at one by one, so that one thing that is wrong leaves the rest. */
export const Library = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  scores: z.array(z.unknown()).max(50_000),
  collections: z.array(z.unknown()).max(2 * limits.collections),
  views: z.array(z.unknown()).max(2 * limits.views),
});
export type Library = z.infer<typeof Library>;
