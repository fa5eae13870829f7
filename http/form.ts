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
  return new URLSearchParams(await readText(request));
}

/**
 * The whole body as text.
 *
 * @throws {Problem} `form_too_large` over 256 KB, `form_invalid` where it is not UTF-8, or breaks off
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length")) > limits.formBytes) {
    throw new Problem("form_too_large");
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  try {
    for await (const part of request.body ?? []) {
      bytes += part.length;
      if (bytes > limits.formBytes) break;
      text += decoder.decode(part, { stream: true });
    }
    text += decoder.decode();
  } catch {
    throw new Problem(bytes > limits.formBytes ? "form_too_large" : "form_invalid");
  }
  if (bytes > limits.formBytes) throw new Problem("form_too_large");
  return text;
}
