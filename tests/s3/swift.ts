/**
 * OpenStack Swift with its s3api, on this machine: found or, where that can be done, installed.
 *
 * @module
 */
const PACKAGES = ["swift-proxy", "swift-account", "swift-container", "swift-object", "memcached"];
const READY_WITHIN_MS = 120_000;

/** What it lets in. */
export const KEYS = { accessKeyId: "test:tester", secretAccessKey: "testing" };

/** In words, for who has none. */
export const WANTED = `OpenStack Swift (Debian: apt-get install ${PACKAGES.join(" ")})`;

async function runs(command: string, ...args: string[]): Promise<boolean> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const options = { args, env, stdout: "null", stderr: "null" } as const;
  return (await new Deno.Command(command, options).output()).success;
}

const has = (program: string) => runs("sh", "-c", `command -v ${program}`);

/** Whether it is there by now. */
export async function install(): Promise<boolean> {
  if (await has("swift-proxy-server")) return true;
  if (Deno.build.os !== "linux" || Deno.uid() !== 0 || !await has("apt-get")) return false;
  await runs("apt-get", "update");
  return await runs("apt-get", "install", "-y", "--no-install-recommends", ...PACKAGES);
}

/** A port with four more after it that nobody listens on, as far as one can tell. */
function freePorts(): number {
  using taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return Math.min(taken.addr.port, 65_000);
}

/** Starts it; `await using` ends it, with all that was kept. */
export async function startSwift() {
  const folder = await Deno.makeTempDir();
  const port = freePorts();
  const child = new Deno.Command(new URL("./swift.sh", import.meta.url).pathname, {
    args: [folder, String(port)],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const origin = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until;) {
    const answer = await fetch(origin).catch(() => null);
    await answer?.body?.cancel();
    if (answer !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    origin,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}
