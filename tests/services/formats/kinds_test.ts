import assert from "node:assert/strict";
import { HEAD_BYTES, kindOf, withExtension } from "../../../services/formats/kinds.ts";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
/** Little end first, with a byte order mark. */
const utf16 = (text: string) => bytes("\xff\xfe" + [...text].map((one) => `${one}\0`).join(""));
const doctype =
  '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "p.dtd">';

const beginnings: [string, Uint8Array, string | null][] = [
  ["a PDF", bytes("%PDF-1.7\n"), "pdf"],
  ["a PDF after a kilobyte of a printer's commands", bytes("@PJL".padEnd(1019) + "%PDF-"), "pdf"],
  ["a PDF that begins too late", bytes("x".repeat(1020) + "%PDF-1.7"), null],
  ["a score", bytes("<score-partwise version='4.0'>"), "musicxml"],
  ["a score told by time", bytes("<?xml version='1.0'?>\n<score-timewise>"), "musicxml"],
  ["a document type", bytes(`<?xml version="1.0"?>\r\n${doctype}`), "musicxml"],
  [
    "a comment before it",
    bytes("<?xml version='1.0'?><!-- <html> --><score-partwise>"),
    "musicxml",
  ],
  ["a byte order mark", bytes("\xef\xbb\xbf<?xml version='1.0'?><score-partwise>"), "musicxml"],
  ["UTF-16", utf16("<?xml version='1.0'?><score-partwise>"), "musicxml"],
  ["XML whose root comes later", bytes("<?xml version='1.0'?><!--".padEnd(HEAD_BYTES)), "musicxml"],
  ["a page", bytes("<!doctype html><p>"), null],
  ["a page as XML", bytes("<?xml version='1.0'?><html>"), null],
  ["a picture as XML", bytes("<?xml version='1.0'?><!DOCTYPE svg><svg>"), null],
  ["a root that only begins like one", bytes("<score-partwise-not>"), null],
  ["words about MusicXML", bytes("See <score-partwise>"), null],
  ["a list of MusicXML files", bytes("<?xml version='1.0'?><opus>"), null],
  ["a ZIP", bytes("PK\x03\x04"), "mxl"],
  ["an empty ZIP", bytes("PK\x05\x06"), null],
  ["a ZIP that says it is a PDF, too", bytes("PK\x03\x04 %PDF-1.7"), "mxl"],
  ["a score that says it is a PDF, too", bytes("<score-partwise><!-- %PDF-1.7 -->"), "musicxml"],
  ["nothing", bytes(""), null],
  ["a single letter", bytes("<"), null],
];
for (const [what, head, kind] of beginnings) {
  Deno.test(`the first bytes tell a file's kind: ${what}`, () => assert.equal(kindOf(head), kind));
}

Deno.test("no beginning is slow to look at", () => {
  const start = performance.now();
  for (const part of ["<?x?>", "<!---->", " ", "<", "<!--", "<?xml version='1.0' ", "PK\x03\x04"]) {
    kindOf(bytes(part.repeat(HEAD_BYTES).slice(0, HEAD_BYTES)));
  }
  assert.ok(performance.now() - start < 200);
});

Deno.test("a name keeps an extension that is true, loses a wrong one, and gets the usual one", () => {
  assert.equal(withExtension("a.XML", "musicxml"), "a.XML");
  assert.equal(withExtension("a.pdf", "mxl"), "a.mxl");
  assert.equal(withExtension("Op. 2", "pdf"), "Op. 2.pdf");
  assert.equal(withExtension("a.musicxml.pdf", "musicxml"), "a.musicxml");
});
