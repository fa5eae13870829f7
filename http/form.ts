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

/** A form is a few hundred bytes; what comes more slowly holds a place, and outlives what it was sent with. */
const LONGEST_MS = 30_000;

/**
 * The whole body as text.
 *
 * @throws {Problem} `form_too_large` over 256 KB, `form_invalid` where it is not UTF-8, or breaks
 *   off, `form_slow` after half a minute
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length")) > limits.formBytes) {
    throw new Problem("form_too_large");
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let bytes = 0;
  const reader = request.body?.getReader();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    reader?.cancel().catch(() => {});
  }, LONGEST_MS);
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader!.read()) {
      bytes += next.value.length;
      if (bytes > limits.formBytes) break;
      text += decoder.decode(next.value, { stream: true });
    }
    text += decoder.decode();
  } catch {
    throw new Problem(
      bytes > limits.formBytes ? "form_too_large" : late ? "form_slow" : "form_invalid",
    );
  } finally {
    clearTimeout(timer);
  }
  if (late) throw new Problem("form_slow");
  if (bytes > limits.formBytes) {
    reader?.cancel().catch(() => {});
    throw new Problem("form_too_large");
  }
  return text;
}
