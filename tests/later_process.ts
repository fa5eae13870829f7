import { Visitor } from "./visitor.ts";

/**
 * A process of the app that can be killed at any moment, and who visits it.
 *
 * @param laterMs how far its clock is ahead
 * @param env where its database is, among other things
 */
export async function startLater(laterMs: number, env: Record<string, string>) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("later_app.ts", import.meta.url).pathname],
    env: { ...env, LATER_MS: String(laterMs) },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  const origin = new TextDecoder().decode((await reader.read()).value).trim();
  return {
    visitor: new Visitor(origin, null!),
    async kill(): Promise<void> {
      child.kill("SIGKILL");
      await child.status;
      await reader.cancel();
    },
  };
}
