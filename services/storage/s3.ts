/**
 * A store that speaks S3 (https://docs.aws.amazon.com/AmazonS3/latest/API/), as far as files of at
 * most fifty megabytes need it. Each answer is looked at before it is believed.
 *
 * @module
 */
import type { AwsClient } from "aws4fetch";
import { boundedFetch } from "../bounded_fetch.ts";
import type { Config } from "../config.ts";
import type { Attempt } from "../integration.ts";
import { StorageError } from "./definition.ts";

/** How the store is set up. */
export type StorageConfig = NonNullable<Config["storage"]>;

/** Bytes from `start` to `end`, both included. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Words of an error, or a list of one file. */
const SMALL_BYTES = 64 * 1024;

/** Calls of the store; each throws where it fails, for the door to make sense of. */
export function createS3({ endpoint, bucket, region, keyId, secret }: StorageConfig) {
  let client: Promise<AwsClient> | null = null;
  async function load(): Promise<AwsClient> {
    const { AwsClient } = await import("aws4fetch");
    const keys = { accessKeyId: keyId, secretAccessKey: secret };
    return new AwsClient({ ...keys, region, service: "s3", retries: 0 });
  }

  async function ask(
    { signal, requestId }: Attempt,
    method: string,
    path: string,
    { maxBytes = SMALL_BYTES, headers = {}, body }: {
      maxBytes?: number;
      headers?: Record<string, string>;
      body?: Uint8Array<ArrayBuffer>;
    } = {},
  ): Promise<Response> {
    const signer = await (client ??= load());
    const request = await signer.sign(`${endpoint}/${bucket}${path}`, {
      method,
      body,
      headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...headers },
    });
    request.headers.set("x-request-id", requestId); // Not signed: what is between may change it.
    const response = await boundedFetch(request, { signal, redirect: "manual" }, maxBytes);
    if (response.status >= 200 && response.status < 300) return response;
    const text = await response.text().catch(() => "");
    const seconds = Number(response.headers.get("retry-after"));
    throw new StorageError(
      response.status,
      /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ?? "",
      seconds > 0 ? seconds * 1000 : undefined,
    );
  }

  /** As many bytes as were asked for, or reading them fails. */
  async function get(
    attempt: Attempt,
    name: string,
    { start, end }: ByteRange,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const length = end - start + 1;
    const response = await ask(attempt, "GET", path(name), {
      maxBytes: length,
      headers: { range: `bytes=${start}-${end}`, "accept-encoding": "identity" },
    });
    const announced = response.headers.get("content-length");
    if (response.body === null || response.status !== 206 || announced !== String(length)) {
      await response.body?.cancel();
      throw new StorageError(0, "it gave other bytes than were asked for");
    }
    return response.body;
  }

  const path = (name: string) => `/${name.split("/").map(encodeURIComponent).join("/")}`;

  return {
    /** Keeps a file. The store compares what it got with the hash (lower-case hexadecimal). */
    async put(
      attempt: Attempt,
      name: string,
      body: Uint8Array<ArrayBuffer>,
      sha256: string,
    ): Promise<void> {
      attempt.sent(body.length);
      const headers = {
        "x-amz-content-sha256": sha256,
        "content-type": "application/octet-stream",
      };
      const response = await ask(attempt, "PUT", path(name), { headers, body });
      await response.body?.cancel();
      // A page for people has none, whatever its status.
      if (!response.headers.has("etag")) throw new StorageError(0, "it does not say what it kept");
    },

    /** A whole file of so many bytes, which must have this hash. */
    async whole(
      attempt: Attempt,
      name: string,
      bytes: number,
      sha256: string,
    ): Promise<Uint8Array<ArrayBuffer>> {
      const body = await get(attempt, name, { start: 0, end: bytes - 1 });
      const file = await new Response(body).bytes();
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", file)).toHex();
      if (hash !== sha256) throw new StorageError(0, "it gave another file");
      return file;
    },

    /** The bytes `range` of a file, as they come: whoever reads them may take longer than a call. */
    async part(
      attempt: Attempt,
      name: string,
      range: ByteRange,
    ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
      const ended = new AbortController();
      const end = () => ended.abort(attempt.signal.reason);
      attempt.signal.addEventListener("abort", end);
      try {
        return await get({ ...attempt, signal: ended.signal }, name, range);
      } finally {
        attempt.signal.removeEventListener("abort", end);
      }
    },

    /** Removes a file; one that is not there is removed. */
    async remove(attempt: Attempt, name: string): Promise<void> {
      const response = await ask(attempt, "DELETE", path(name));
      await response.body?.cancel();
      if (response.status !== 204) throw new StorageError(0, "it does not say that it is gone");
    },

    /** Asks for a list of one file: tells whether the bucket is there and our keys are good. */
    async probe(attempt: Attempt): Promise<void> {
      const response = await ask(attempt, "GET", "?list-type=2&max-keys=1");
      const list = /<ListBucketResult[\s>]/.test(await response.text());
      if (!list) throw new StorageError(0, "it gave no list");
    },
  };
}
