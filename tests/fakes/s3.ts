/**
 * A store that speaks S3, as far as this app calls it: PUT, GET with a range, DELETE, a list; errors
 * as XML (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). It does not look at
 * signatures: `tests/s3/` tries the app on a real one.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { VendorFault } from "./fault.ts";
import { type Fake, type Received, startFake } from "./server.ts";

/** A store under a test's control. */
export interface FakeS3 extends Fake {
  /** What sets it up. */
  readonly env: Record<string, string>;
  /** Its files by name: "original/ID". */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
}

const BUCKET = "scores";

function refusal(status: number, code: string, headers: HeadersInit = {}): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  return new Response(body, { status, headers: { "content-type": "application/xml", ...headers } });
}

/** In the store's own words. */
const errors: Record<VendorFault, () => Response> = {
  "401": () => refusal(403, "InvalidAccessKeyId"),
  "404": () => refusal(404, "NoSuchBucket"),
  "429": () => refusal(503, "SlowDown"),
  "429_retry_after": () => refusal(503, "SlowDown", { "retry-after": "1" }),
  daily_quota: () => refusal(403, "QuotaExceeded"),
  "500": () => refusal(500, "InternalError"),
  "503": () => refusal(503, "ServiceUnavailable"),
};

/** Starts a store with an empty bucket. */
export function startS3(): FakeS3 {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();

  function answer({ method, url, headers, bytes }: Received): Response {
    if (!headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
      return refusal(403, "AccessDenied");
    }
    const name = url.pathname.slice(`/${BUCKET}/`.length);
    if (name === "") return new Response("<ListBucketResult></ListBucketResult>");
    if (method === "PUT") {
      const hash = createHash("sha256").update(bytes).digest("hex");
      if (headers["x-amz-content-sha256"] !== hash) return refusal(400, "BadDigest");
      files.set(name, bytes);
      return new Response(null, { headers: { etag: '"1"' } });
    }
    if (method === "DELETE") {
      files.delete(name);
      return new Response(null, { status: 204 });
    }
    const file = files.get(name);
    if (file === undefined) return refusal(404, "NoSuchKey");
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    if (start === undefined) return new Response(file);
    const part = file.slice(Number(start), Number(end) + 1);
    return new Response(part, {
      status: 206,
      headers: { "content-length": String(part.length), etag: '"1"' },
    });
  }

  const fake = startFake({
    answer,
    error: (name) => errors[name](),
    summarize: () => null, // Files are megabytes that nobody looks at.
  });
  const env = {
    S3_ENDPOINT: fake.origin,
    S3_BUCKET: BUCKET,
    S3_ACCESS_KEY_ID: "s3-key-id",
    S3_SECRET_ACCESS_KEY: "s3-secret-of-this-test-only",
  };
  return Object.assign(fake, { env, files });
}
