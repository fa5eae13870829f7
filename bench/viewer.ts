/**
 * What a score costs the browser it is read in: `deno task bench:viewer`.
 *
 * Opens a score in Chromium, its processor slowed down four times, on loopback, and
 * prints medians of several rounds. Claims: the first page is there within 500 ms of the request
 * and is the largest paint within 1.0 s; a page turns within 50 ms of the key; nothing shifts; no
 * press takes longer than 100 ms to be answered by a picture.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { startApp } from "../tests/app.ts";
import { launchChromium } from "../tests/browser/chromium.ts";

const ROUNDS = 7;
const SLOWER = 4;
const PRELUDE = new URL("../tests/fixtures/prelude.pdf", import.meta.url);

interface Figures {
  first: number;
  largest: number;
  shift: number;
  turns: number[];
  presses: number[];
}

await using app = await startApp();
const visitor = await app.visitor().signIn();
const [, session] = /session=([^;]+)/.exec(visitor.cookie)!;
const browser = await launchChromium();
try {
  const id = await visitor.add(new File([await Deno.readFile(PRELUDE)], "prelude.pdf"));
  for (const [width, height, density] of [[1280, 900, 1], [820, 1180, 2], [390, 844, 3]]) {
    const rounds: Figures[] = [];
    for (let n = 0; n <= ROUNDS; n++) {
      const context = await browser.newContext({
        baseURL: app.origin,
        viewport: { width, height },
        deviceScaleFactor: density,
      });
      await context.addCookies([{ name: "session", value: session, url: app.origin }]);
      const figures = await measure(await context.newPage(), `/scores/${id}?page=1`);
      if (n > 0) rounds.push(figures); // The first one also draws the pages.
      await context.close();
    }
    print(`${width} × ${height} at ${density}`, rounds);
  }
} finally {
  await browser.close();
}

async function measure(page: Page, address: string): Promise<Figures> {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(() => {
    const seen = { largest: 0, shift: 0, presses: [] as number[], turns: [] as number[] };
    Object.assign(globalThis, { seen });
    const observe = (type: string, each: (entry: PerformanceEntry) => void, more = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each))
        .observe({ type, buffered: true, ...more });
    observe("largest-contentful-paint", ({ startTime }) => seen.largest = startTime);
    observe("layout-shift", (entry) => {
      seen.shift += (entry as PerformanceEntry & { value: number }).value;
    });
    observe("event", ({ name, duration }) => {
      if (/^(keydown|pointerup|click)$/.test(name)) seen.presses.push(duration);
    }, { durationThreshold: 16 });
    // From the key to the picture that has the page on it.
    addEventListener("keydown", ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => seen.turns.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    }, true);
  });
  await page.goto(address);
  await page.locator("[data-ready]").waitFor();
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  await page.waitForTimeout(500);
  const first = await page.evaluate(async () => {
    const image = document.querySelector<HTMLImageElement>("img[data-shown]")!;
    await image.decode();
    return performance.getEntriesByName(image.currentSrc)[0] as PerformanceResourceTiming;
  }).then(({ responseEnd }) => responseEnd);
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowRight", "ArrowLeft", "n", "n", "h", "h"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
  }
  const seen = await page.evaluate(() =>
    (globalThis as unknown as { seen: Omit<Figures, "first"> }).seen
  );
  return { ...seen, first, turns: seen.turns.slice(0, 4) };
}

function print(name: string, rounds: Figures[]): void {
  const line = (what: string, each: (one: Figures) => number, unit: string, claim: number) => {
    const values = rounds.map(each).sort((a, b) => a - b);
    const [median, worst] = [values[values.length >> 1], values.at(-1)!];
    const text = (value: number) => unit === "" ? value.toFixed(3) : `${value.toFixed(0)} ${unit}`;
    const kept = median <= claim ? "" : "  MISSED";
    console.log(
      `  ${what.padEnd(24)} ${text(median).padStart(9)}   worst ${text(worst)}` +
        `   claim ${text(claim)}${kept}`,
    );
  };
  console.log(name);
  line("first page there", ({ first }) => first, "ms", 500);
  line("largest paint (LCP)", ({ largest }) => largest, "ms", 1000);
  line("a page turns", ({ turns }) => Math.max(...turns), "ms", 50);
  line("longest press (INP)", ({ presses }) => Math.max(16, ...presses), "ms", 100);
  line("shift (CLS)", ({ shift }) => shift, "", 0);
}
