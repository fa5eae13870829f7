/**
 * The letters that Attacca writes. Their templates are React Email, which takes
 * half a second to load, so that it is loaded with the first letter, not at start.
 *
 * @module
 */
import type { LetterProps, RenderedMail, Template } from "../../emails/mod.ts";

export type { LetterProps, Template };

/** Renders a letter. */
export async function renderLetter<T extends Template>(
  template: T,
  props: LetterProps[T],
): Promise<RenderedMail> {
  const emails = await import("../../emails/mod.ts");
  return emails.renderLetter(template, props);
}
