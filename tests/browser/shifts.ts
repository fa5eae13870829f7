import type { Page, Route } from "playwright-core";

/**
 * Opens a page, its pictures late and its script later, and gives how far what was in sight has
 * moved meanwhile (https://web.dev/articles/cls): 0 where nothing did.
 */
export async function shiftsOf(page: Page, path: string): Promise<number> {
  const late = (ms: number) => async (route: Route) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await route.fallback().catch(() => {});
  };
  const [pictures, scripts] = [late(250), late(400)];
  await page.route("**/pages/*", pictures);
  await page.route("**/_fresh/js/*", scripts);
  await page.goto(path, { waitUntil: "networkidle" });
  const moved = await page.evaluate(async () => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
    await new Promise((resolve) => setTimeout(resolve, 200));
    return sum;
  });
  await page.unroute("**/pages/*", pictures);
  await page.unroute("**/_fresh/js/*", scripts);
  return moved;
}
