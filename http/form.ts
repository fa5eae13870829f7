/**
 * Forms that people send.
 *
 * @module
 */
import { limits, Problem } from "../services/problem.ts";

/**
 * The fields of a posted form (`application/x-www-form-urlencoded`).
 *
 * @throws {Problem} `form_too_large` over 256 KB, `form_invalid` where it is not such a form
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type")?.split(";")[0].trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") throw new Problem("form_invalid");
  if (Number(request.headers.get("content-length")) > limits.formBytes) {
    throw new Problem("form_too_large");
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of request.body ?? []) {
      bytes += part.length;
      if (bytes > limits.formBytes) break;
      parts.push(part);
    }
  } catch {
    throw new Problem("form_invalid"); // The sender went away.
  }
  if (bytes > limits.formBytes) throw new Problem("form_too_large");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      await new Blob(parts as BlobPart[]).bytes(),
    );
    return new URLSearchParams(text);
  } catch {
    throw new Problem("form_invalid");
  }
}
