/**
 * The kinds of files that are taken as scores: a table, out of which everything that names them
 * is made, from the sentence of a refusal to what a file chooser offers.
 *
 * @module
 */
import type { FormatName } from "../../store/scores.ts";
import { beginsLikeMusicXml, beginsLikeZip } from "../musicxml/beginning.ts";

/** What a kind of file is called, and how it is told. */
export interface Kind {
  /** As a sentence says it; kinds that people need not tell apart share one. */
  readonly label: string;
  readonly mediaType: string;
  /** With their dots, lower-case; the first is given to a file that has none of them. */
  readonly extensions: readonly [string, ...string[]];
  /**
   * Whether a file that begins like this can be one, whatever its name says.
   *
   * @param head its first `HEAD_BYTES`, or all of it where it has fewer
   */
  readonly recognises: (head: Uint8Array) => boolean;
}

/** How much of a file it takes to tell its kind. */
export const HEAD_BYTES = 4096;

/**
 * In the order in which they are asked: PDF last, as its mark need not stand at the very beginning.
 * A kind that stands here is taken; its tools stand in `formats.ts`.
 */
export const KINDS = {
  jpeg: {
    label: "JPEG",
    mediaType: "image/jpeg",
    extensions: [".jpg", ".jpeg"],
    // ITU-T T.81, B.1.1.3: the start of the image, and of the next marker.
    recognises: (head) => beginsWith(head, [0xff, 0xd8, 0xff]),
  },
  png: {
    label: "PNG",
    mediaType: "image/png",
    extensions: [".png"],
    // W3C PNG, third edition, 5.2.
    recognises: (head) => beginsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  mxl: {
    label: "MusicXML",
    mediaType: "application/vnd.recordare.musicxml",
    extensions: [".mxl"],
    // Any ZIP may be one: what is in it shows when it is opened.
    recognises: beginsLikeZip,
  },
  musicxml: {
    label: "MusicXML",
    mediaType: "application/vnd.recordare.musicxml+xml",
    extensions: [".musicxml", ".xml"],
    recognises: beginsLikeMusicXml,
  },
  pdf: {
    label: "PDF",
    mediaType: "application/pdf",
    extensions: [".pdf"],
    // ISO 32000-1 Annex H, note 13: readers look for the header in the first 1,024 bytes.
    recognises: (head) => latin1(head.subarray(0, 1024)).includes("%PDF-"),
  },
} as const satisfies Partial<Record<FormatName, Kind>>;

/** The kinds that are taken. */
export type KindName = keyof typeof KINDS;

const kinds = Object.entries<Kind>(KINDS) as [KindName, Kind][];

/** The kind of a file that begins like this, or null where it is none that is taken. */
export function kindOf(head: Uint8Array): KindName | null {
  return kinds.find(([, { recognises }]) => recognises(head))?.[0] ?? null;
}

const labels = [...new Set(kinds.map(([, { label }]) => label))].sort();

/** "PDF files", "JPEG, PDF and PNG files". */
export const TAKEN = `${
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(labels)
} files`;

/** For the `accept` attribute of a file chooser. */
export const ACCEPT = kinds.flatMap(([, { mediaType, extensions }]) => [mediaType, ...extensions])
  .join(",");

/** The name under which a file of this kind goes out: its own, with an extension that is true. */
export function withExtension(fileName: string, kind: KindName): string {
  const own: readonly string[] = KINDS[kind].extensions;
  const has = (extension: string) => fileName.toLowerCase().endsWith(extension);
  if (own.some(has)) return fileName;
  const wrong = kinds.flatMap(([, { extensions }]) => [...extensions]).find(has);
  if (wrong !== undefined) return withExtension(fileName.slice(0, -wrong.length), kind);
  return fileName + own[0];
}

function beginsWith(head: Uint8Array, mark: number[]): boolean {
  return mark.every((byte, at) => head[at] === byte);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
