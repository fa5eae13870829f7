/**
 * The original file of a score as an HTTP answer.
 *
 * @module
 */
import { create as contentDisposition } from "content-disposition";
import parseRange from "range-parser";
import { FILE_POLICY } from "./headers.ts";

interface File {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly stream: (
    range: { start: number; end: number },
  ) => Promise<ReadableStream<Uint8Array>>;
}

/**
 * Answers with the whole file, or the one range that was asked for (RFC 9110
 * section 14): 200, 206, 304 or 416. Its name goes along after RFC 6266.
 */
export async function answerFile(request: Request, file: File): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const headers = new Headers({
    "content-type": file.mediaType,
    "content-disposition": contentDisposition(file.fileName),
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "etag": etag,
    "content-security-policy": FILE_POLICY,
  });
  if (matches(request.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  const range = wantedRange(request, etag, file.bytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.bytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  headers.set("content-length", String(end - start + 1));
  if (range !== null) headers.set("content-range", `bytes ${start}-${end}/${file.bytes}`);
  const body = request.method === "HEAD" ? null : await file.stream({ start, end });
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((tag) => [etag, "*"].includes(tag.trim().replace(/^W\//, "")));
}

/** Null for the whole file: no range, several, one that is not understood, or an outdated one. */
function wantedRange(
  request: Request,
  etag: string,
  bytes: number,
): { start: number; end: number } | "unsatisfiable" | null {
  const header = request.headers.get("range");
  const condition = request.headers.get("if-range");
  if (header === null || (condition !== null && condition !== etag)) return null;
  const ranges = parseRange(bytes, header);
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) return null;
  return ranges[0];
}
