/**
 * The letters that Attacca writes. Their templates are React Email, which takes
 * half a second to load: after the start, not before it.
 *
 * @module
 */
import type { LetterProps, RenderedMail, Template } from "../../emails/mod.ts";

export type { LetterProps, Template };

/** Loads the templates, so that nobody's first letter waits for them. */
export async function loadLetters(): Promise<void> {
  await import("../../emails/mod.ts");
}

/** Renders a letter. */
export async function renderLetter<T extends Template>(
  template: T,
  props: LetterProps[T],
): Promise<RenderedMail> {
  const emails = await import("../../emails/mod.ts");
  return emails.renderLetter(template, props);
}
