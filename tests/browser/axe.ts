import axe from "axe-core";
import type { Page } from "playwright-core";

/** One rule that a page breaks. */
export interface AxeViolation {
  /** axe's name for the rule, such as `color-contrast`. */
  rule: string;
  impact: string;
  /** What the rule asks for, in a sentence. */
  help: string;
  /** Each element that breaks it: its selector and why. */
  nodes: string[];
}

/**
 * What axe finds wrong with the page as it stands: WCAG 2.0 to 2.2, A and AA,
 * and axe's best practices. An empty list is a pass. The page's context must
 * have been made with `bypassCSP: true`, or the page's own policy keeps axe out.
 * Transitions are brought to their end first: between two themes no colour holds.
 */
export async function axeViolations(page: Page): Promise<AxeViolation[]> {
  await page.addScriptTag({ content: axe.source });
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    for (const moving of document.getAnimations()) {
      if (moving instanceof CSSTransition) moving.finish();
    }
    const { violations } = await axe.run();
    return violations.map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? "",
      help,
      nodes: nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map((check) => check.message);
        return `${target.join(" ")}: ${why.join("; ")}`;
      }),
    }));
  });
}
