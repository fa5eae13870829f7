import { type BuilderListenOptions, serveLive } from "./live.ts";
import { BuildError } from "./build_error.ts";
import { SERVES } from "./modules.ts";
import { watchProject } from "./watch.ts";

/** As it was before the app read its .env: the next process reads it again. */
const ENV = Deno.env.toObject();
/** The exit code that asks for another process (EX_TEMPFAIL of sysexits). */
const ANOTHER = 75;

/** Has this process end when the one that started it has ended, in whatever way. */
export async function endWithParent(): Promise<never> {
  await Deno.stdin.readable.pipeTo(new WritableStream());
  Deno.exit();
}

/** Ends the process that serves, and has another one go on. */
export function startAnother(): never {
  Deno.exit(ANOTHER);
}

/**
 * Keeps a process running that serves the app. Where it ends by itself, what it
 * said is shown in the browser until something changes.
 */
export async function keepServing(
  root: string,
  concerns: (file: string) => boolean,
  options: BuilderListenOptions,
): Promise<void> {
  const first = new URL("./modules.ts", import.meta.url).href;
  while (true) {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--preload", first, Deno.mainModule, ...Deno.args],
      env: { ...ENV, [SERVES]: "1", ...(Deno.stderr.isTerminal() ? { FORCE_COLOR: "1" } : {}) },
      clearEnv: true,
      stdin: "piped",
      stderr: "piped",
    }).spawn();
    const [{ code }, said] = await Promise.all([child.status, heard(child.stderr)]);
    if (code === ANOTHER) continue;
    const stop = new AbortController();
    using _ = watchProject(root, concerns, () => stop.abort());
    const ended = new BuildError(`It ended with code ${code}.\n\n${said}`);
    const handler = () => Promise.reject(ended);
    await serveLive(() => Promise.resolve({ handler }), { ...options, signal: stop.signal });
  }
}

/** Passes on what a process says, and gives the end of it. */
async function heard(stream: ReadableStream<Uint8Array>): Promise<string> {
  let said = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    await Deno.stderr.write(bytes);
    said = (said + decoder.decode(bytes, { stream: true })).slice(-10_000);
  }
  return said;
}
