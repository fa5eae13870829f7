/** A score at a real browser, and which of its pages are in sight. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import type { Visitor } from "../visitor.ts";
import { atBrowser } from "./at_browser.ts";

interface Scene {
  page: Page;
  app: TestApp;
  visitor: Visitor;
  /** The address of the score. */
  score: string;
}

/** Somebody at a browser with a score of five pages; nothing may go wrong on the page. */
export async function withScore(
  options: BrowserContextOptions,
  run: (scene: Scene) => Promise<void>,
): Promise<void> {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  const words = titlePage("Romanze", "Clara Schumann");
  const score = `/scores/${await visitor.add(pdfFile("a.pdf", { pages: 5, words }))}`;
  await atBrowser(visitor, options, (page) => run({ page, app, visitor, score }));
}

/** Opens the score, its script at work. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator("[data-ready]").waitFor();
}

/** The pages in sight, first to last. */
export const inSight = (page: Page) =>
  page.locator("img[data-shown]:visible").evaluateAll((images) =>
    (images as HTMLImageElement[]).map(({ alt }) => Number(/\d+/.exec(alt)![0]))
  );

/** Puts two scores in a setlist; gives its id. */
export async function setlistOf(
  visitor: Visitor,
  name: string,
  scores: readonly string[],
): Promise<string> {
  const { location } = await visitor.post("/collections", { act: "create", name, kind: "setlist" });
  const list = location.split("/")[2];
  for (const score of scores) await visitor.post(`${score}/collections`, { list });
  return list;
}
