import { type Browser, chromium } from "playwright-core";
import { carriedChromium } from "./carried.ts";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

// No name but this machine's resolves and no proxy of the environment is used,
// so that nothing can reach another host. Playwright's own flags already stop
// updates, sync and the rest of Chromium's talk in the background.
const ARGS = [
  "--no-proxy-server",
  "--host-resolver-rules=MAP * ~NOTFOUND, " +
  "EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
  "--disable-domain-reliability",
  "--no-pings",
  "--font-render-hinting=none",
];

/**
 * A headless Chromium that reaches no host but this one: the one that
 * `CHROMIUM_PATH` names, else an installed one, else the one that comes with
 * @sparticuz/chromium. Close it when done.
 *
 * A `Deno.test` that uses it needs no sanitizer turned off as long as the
 * browser is closed before the test ends.
 *
 * @example
 * ```ts
 * const browser = await launchChromium();
 * try {
 *   const page = await browser.newPage();
 *   await page.goto(address);
 * } finally {
 *   await browser.close();
 * }
 * ```
 */
export async function launchChromium(
  env: (name: string) => string | undefined = (name) => Deno.env.get(name),
): Promise<Browser> {
  const named = env("CHROMIUM_PATH");
  if (named && !isFile(named)) {
    throw new Error(
      `Cannot start Chromium: CHROMIUM_PATH names no file (${named})`,
    );
  }
  const installed = named ?? INSTALLED.find(isFile);
  const { executable, env: extra } = installed
    ? { executable: installed, env: {} }
    : await carriedChromium();
  return await chromium.launch({
    executablePath: executable,
    args: ARGS,
    // Tests run in containers as root, where the sandbox cannot start; the only
    // pages opened are the app's own.
    chromiumSandbox: false,
    env: { ...Deno.env.toObject(), ...extra },
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
